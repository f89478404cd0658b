using System.Net;
using System.Net.Sockets;
using Trefoil.Configuration.Applying;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Grading;
using Trefoil.Configuration.Patterns;
using Trefoil.Configuration.Reading;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration;

/// <summary>One configuration: the tree as read, the servers made of it, and what it needs from outside (files, logs, host names).</summary>
public sealed class HttpdConfiguration : ConfigurationContext
{
    private readonly List<ServerConfig> _hosts = [];
    private readonly PcreCompiler _patterns = new();
    private readonly Dictionary<string, int> _logs = [];
    private readonly List<Io.Memory.SharedMemory> _shared = [];
    private readonly Action<LogRecord>? _report;
    private readonly ILogOpener? _logOpener;
    private DirectiveApplier? _applier;

    internal HttpdConfiguration(ModuleSet moduleSet, Variables variables, MacroTable macros, ConfigurationFacts facts, List<Directive> tree, Action<LogRecord>? report, ILogOpener? logOpener)
    {
        ModuleSet = moduleSet;
        Variables = variables;
        Macros = macros;
        Facts = facts;
        Tree = tree;
        _report = report;
        _logOpener = logOpener;
        MainServer = new ServerConfig(null, new SourceLocation(facts.ConfigFile, 0));
        ServerRoot = facts.ServerRoot;
    }

    /// <summary>The directives as read, everything expanded, with the place of each.</summary>
    public IReadOnlyList<Directive> Tree { get; }

    /// <summary>What the command line and the reading say: files, names, options.</summary>
    public ConfigurationFacts Facts { get; }

    /// <summary>Names of -D and Define in order.</summary>
    public IReadOnlyList<string> DefineNames => Variables.Names;

    /// <summary>Descriptors of logs by the text of their destination; in a child the inherited ones.</summary>
    public IReadOnlyDictionary<string, int> LogDescriptors => _logs;

    /// <inheritdoc/>
    public override ServerConfig MainServer { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ServerConfig> VirtualHosts => _hosts;

    /// <inheritdoc/>
    public override IReadOnlyList<Module> Modules => ModuleSet.Modules;

    /// <inheritdoc/>
    public override string ServerRoot { get; set; }

    /// <inheritdoc/>
    public override string? RuntimeDirectory => Facts.RuntimeDirectory;

    /// <inheritdoc/>
    public override bool IsChild => Facts.IsChild;

    /// <inheritdoc/>
    public override bool IsTest => Facts.IsTest;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Defines => Variables.Values;

    /// <inheritdoc/>
    public override IPatternCompiler Patterns => _patterns;

    /// <summary>Shared memory by name: made by the parent, inherited by children under the same number.</summary>
    public Dictionary<string, int> SharedDescriptors { get; } = [];

    internal ModuleSet ModuleSet { get; }

    internal Variables Variables { get; }

    internal MacroTable Macros { get; }

    /// <summary>Files that belong to the configuration, as read by the parent.</summary>
    internal Dictionary<string, FileBlob> Files { get; } = [];

    /// <summary>Host names of VirtualHost as resolved by the parent.</summary>
    internal Dictionary<string, List<IPAddress>> Hosts { get; } = [];

    /// <summary>Takes grades instead of stopping at errors, or null.</summary>
    internal GradeBook? Grades { get; init; }

    internal DirectiveApplier Applier => _applier ??= new DirectiveApplier(ModuleSet.Commands);

    /// <inheritdoc/>
    public override bool HasModule(string name) => ModuleSet.IsOn(name);

    /// <summary>True for a module that is on without a LoadModule.</summary>
    public bool IsStaticModule(string identifier) => ModuleSet.IsStatic(identifier);

    /// <inheritdoc/>
    public override bool HasDefine(string name) => Variables.IsDefined(name);

    /// <inheritdoc/>
    public override string ResolvePath(string path) => ServerPath.Resolve(ServerRoot, path) ?? path;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte>? ReadFile(string path, out int errno)
    {
        path = ResolvePath(path);
        if (!Files.TryGetValue(path, out var blob))
        {
            if (IsChild)
            {
                errno = Io.Native.Errno.ENOENT;
                return null;
            }
            var data = FileSystem.ReadAll(path, out var error);
            Files[path] = blob = new FileBlob(data, -error);
        }
        errno = blob.Errno;
        return blob.Data is null ? null : blob.Data;
    }

    /// <inheritdoc/>
    public override int OpenLog(string destination, out string? error)
    {
        error = null;
        if (!PipedLog.IsPiped(destination))
            destination = ResolvePath(destination);
        if (_logs.TryGetValue(destination, out var descriptor))
            return descriptor;
        if (IsChild || IsTest || _logOpener is null)
            return -1;
        descriptor = _logOpener.Open(destination, out error);
        if (error is null)
            _logs[destination] = descriptor;
        return descriptor;
    }

    /// <inheritdoc/>
    public override Io.Memory.SharedMemory? ShareMemory(string name, long size)
    {
        if (IsTest)
            return null;
        if (SharedDescriptors.TryGetValue(name, out var descriptor))
            return Io.Memory.SharedMemory.Attach(descriptor, writable: true, out _) is { } attached && attached.Size >= size ? attached : null;
        if (IsChild || Io.Memory.SharedMemory.Create(name, size, out _) is not { } made)
            return null;
        SharedDescriptors[name] = made.Descriptor;
        _shared.Add(made);
        return made;
    }

    /// <summary>No process is started with this configuration any more.</summary>
    public void CloseShared()
    {
        foreach (var memory in _shared)
            memory.Dispose();
        _shared.Clear();
        SharedDescriptors.Clear();
    }

    /// <inheritdoc/>
    public override string? ApplyChildren(DirectiveScope scope) =>
        scope.Outer?.Directive.Children is { } children ? Applier.Apply(children, scope) : null;

    /// <inheritdoc/>
    public override void Report(LogLevel level, string module, int code, string message, ServerConfig? server = null)
    {
        if (!IsChild)
            _report?.Invoke(new LogRecord(level, module, code, message, 0, server));
    }

    internal void Add(ServerConfig host) => _hosts.Add(host);

    internal void Inherit(IReadOnlyDictionary<string, int> logs)
    {
        foreach (var (destination, descriptor) in logs)
            _logs[destination] = descriptor;
    }

    internal IReadOnlyList<IPAddress> ResolveHost(string name)
    {
        if (Hosts.TryGetValue(name, out var known))
            return known;
        List<IPAddress> addresses = [];
        if (IPAddress.TryParse(name, out var literal))
            addresses.Add(literal);
        else if (!IsChild)
            addresses = Look(name);
        return Hosts[name] = addresses;
    }

    /// <summary>
    /// Makes servers of the tree: 1. modules set their defaults, 2. directives are applied in order, 3. virtual hosts inherit from the main
    /// server, 4. modules check the whole. Gives the text to print if it is refused.
    /// </summary>
    internal string? Apply()
    {
        foreach (var module in Modules)
        {
            if (module.PreConfig(this) is { } refusal && !Forgive(refusal))
                return ErrorLines.Plain(refusal);
        }
        var scope = new DirectiveScope(this, MainServer, MainServer.DirectoryBase, new Directive("", "", MainServer.Location))
        {
            Override = ReadSession.ServerOverride,
            Run = new ApplyRun { Grades = Grades },
        };
        if (Applier.Apply(Tree, scope) is { } error)
            return ErrorLines.Refused(scope.Run.Failed!, error, this);
        ServerMerge.Merge(MainServer, _hosts);
        foreach (var module in Modules)
        {
            if (module.PostConfig(this) is { } refusal && !Forgive(refusal))
                return ErrorLines.Plain(refusal);
        }
        return null;
    }

    private bool Forgive(string refusal)
    {
        Grades?.Refuse(new SourceLocation(Facts.ConfigFile, 0), refusal);
        return Grades is not null;
    }

    private static List<IPAddress> Look(string name)
    {
        try
        {
            return [.. Dns.GetHostAddresses(name).Distinct()];
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return [];
        }
    }
}

/// <summary>The bytes of a file, or why there are none.</summary>
internal readonly record struct FileBlob(byte[]? Data, int Errno);
