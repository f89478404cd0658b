using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Logs;

namespace Trefoil.Mpm.EchoServer;

/// <summary>The least context that the MPM's modules need.</summary>
internal sealed class EchoContext : ConfigurationContext
{
    internal EchoContext(IReadOnlyList<Module> modules, string root)
    {
        Modules = modules;
        ServerRoot = root;
        var log = new EchoLog();
        MainServer.ErrorLog = log;
        MainServer.LogLevels = log.LogLevels;
    }

    public override ServerConfig MainServer { get; } = new(null, default);

    public override IReadOnlyList<ServerConfig> VirtualHosts => [];

    public override IReadOnlyList<Module> Modules { get; }

    public override string ServerRoot { get; set; }

    public override bool IsChild => false;

    public override bool IsTest => false;

    public override IReadOnlyDictionary<string, string> Defines { get; } = new Dictionary<string, string>();

    public override IPatternCompiler Patterns => throw new NotSupportedException();

    public override bool HasModule(string name) => Modules.Any(module => module.Identifier == name || module.SourceFile == name);

    public override string ResolvePath(string path) => Path.Combine(ServerRoot, path);

    public override ReadOnlyMemory<byte>? ReadFile(string path, out int errno) => throw new NotSupportedException();

    public override int OpenLog(string destination, out string? error) => throw new NotSupportedException();

    internal List<(LogLevel Level, int Code, string Message)> Reports { get; } = [];

    public override void Report(LogLevel level, string module, int code, string message, ServerConfig? server = null)
    {
        Reports.Add((level, code, message));
        Log.Write(MainServer, level, module, code, message);
    }

    public override string? ApplyChildren(DirectiveScope scope) => throw new NotSupportedException();
}
