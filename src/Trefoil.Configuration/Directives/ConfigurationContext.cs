using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Directives;

/// <summary>The configuration while it is built: servers, loaded modules, and the files and logs that directives name.</summary>
public abstract class ConfigurationContext
{
    /// <summary>The main server.</summary>
    public abstract ServerConfig MainServer { get; }

    /// <summary>Virtual hosts in order of the file.</summary>
    public abstract IReadOnlyList<ServerConfig> VirtualHosts { get; }

    /// <summary>Modules that are on, in order of loading (static ones first).</summary>
    public abstract IReadOnlyList<Module> Modules { get; }

    /// <summary>ServerRoot, without a slash at the end.</summary>
    public abstract string ServerRoot { get; set; }

    /// <summary>True in a child, where files come from the snapshot and log descriptors are inherited.</summary>
    public abstract bool IsChild { get; }

    /// <summary>True when -t and friends only check.</summary>
    public abstract bool IsTest { get; }

    /// <summary>Names of -D and Define with their values.</summary>
    public abstract IReadOnlyDictionary<string, string> Defines { get; }

    /// <summary>DefaultRuntimeDir, absolute, or null where it was not given.</summary>
    public virtual string? RuntimeDirectory => null;

    /// <summary>True when -D or Define has set the name (exact case; values play no part).</summary>
    public virtual bool HasDefine(string name) => Defines.ContainsKey(name);

    /// <summary>PCRE2.</summary>
    public abstract IPatternCompiler Patterns { get; }

    /// <summary>True when a module of that identifier or source-file name is on.</summary>
    public abstract bool HasModule(string name);

    /// <summary>A path relative to ServerRoot made absolute; an absolute one is normalised.</summary>
    public abstract string ResolvePath(string path);

    /// <summary>
    /// The bytes of a file that belongs to the configuration (mime.types, keys, password maps given at start). Read from disk once by the
    /// parent and carried in the snapshot, so that a child never opens it. Gives null and the errno where it cannot be read.
    /// </summary>
    public abstract ReadOnlyMemory<byte>? ReadFile(string path, out int errno);

    /// <summary>
    /// Opens a log destination in the parent ("path", "|program", "||program", "|$command"), or finds the inherited descriptor of the same text in a child.
    /// Returns the descriptor (append mode), or -1 where only checking; a text in <paramref name="error"/> refuses the start.
    /// </summary>
    public abstract int OpenLog(string destination, out string? error);

    /// <summary>
    /// Memory that all children of this configuration see, zeroed when the parent makes it; a child gives the same name and gets the parent's. Null where there is
    /// none to share (a check of the configuration, or the system refuses): then each process is alone.
    /// </summary>
    public virtual Io.Memory.SharedMemory? ShareMemory(string name, long size) => null;

    /// <summary>
    /// Applies what stands inside the directive at hand (its children) in the given place; the means of a module's own sections
    /// (RequireAny, Proxy). Make the place with <see cref="DirectiveScope.Nested"/>. Gives null or the reason of the refusal.
    /// </summary>
    public abstract string? ApplyChildren(DirectiveScope scope);

    /// <summary>Writes a line about configuration (start-up form while no log is open). Children stay silent about what the parent has said.</summary>
    public abstract void Report(LogLevel level, string module, int code, string message, ServerConfig? server = null);
}
