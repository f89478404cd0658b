using Trefoil.Configuration;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Tests.Http1;

/// <summary>A configuration with a main server, everything at its default, and the modules given.</summary>
internal sealed class BareConfiguration : ConfigurationContext
{
    internal BareConfiguration(int maxKeepAliveRequests, params Module[] modules)
    {
        Modules = modules;
        MainServer = new ServerConfig(null, new SourceLocation("test", 1)) { ServerName = "localhost", ErrorLog = new LogList() };
        MainServer.Settings.GetOrCreate<CoreServerSettings>().MaxKeepAliveRequestsGiven = maxKeepAliveRequests;
    }

    public override ServerConfig MainServer { get; }

    public override IReadOnlyList<ServerConfig> VirtualHosts => [];

    public override IReadOnlyList<Module> Modules { get; }

    public override string ServerRoot { get; set; } = "/";

    public override bool IsChild => true;

    public override bool IsTest => false;

    public override IReadOnlyDictionary<string, string> Defines { get; } = new Dictionary<string, string>();

    public override IPatternCompiler Patterns => throw new NotSupportedException();

    public override bool HasModule(string name) => false;

    public override string ResolvePath(string path) => path;

    public override ReadOnlyMemory<byte>? ReadFile(string path, out int errno)
    {
        errno = 2;
        return null;
    }

    public override int OpenLog(string destination, out string? error)
    {
        error = null;
        return -1;
    }

    public override string? ApplyChildren(DirectiveScope scope) => null;

    public override void Report(LogLevel level, string module, int code, string message, ServerConfig? server = null)
    {
    }

    private sealed class LogList : ErrorLog
    {
        public override void Write(in LogRecord record)
        {
        }
    }
}
