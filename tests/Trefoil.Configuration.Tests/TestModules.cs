using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;
using Trefoil.Io.Files;

namespace Trefoil.Configuration.Tests;

/// <summary>A server with a few directives of each kind and place, named as Apache's.</summary>
internal sealed class TestModules : IModuleCatalog
{
    private const AllowedIn Server = AllowedIn.RsrcConf, Global = AllowedIn.RsrcConf | AllowedIn.GlobalOnly;

    public List<string> Seen { get; } = [];

    public IReadOnlyList<ModuleName> Modules { get; } =
    [
        new("core_module", "core.c", IsStatic: true), new("http_module", "http_core.c", IsStatic: true), new("mpm_event_module", "event.c", IsStatic: true),
        new("alias_module", "mod_alias.c", IsStatic: true), new("macro_module", "mod_macro.c", IsStatic: true), new("status_module", "mod_status.c"),
    ];

    public Module? Create(string identifier)
    {
        var name = Modules.FirstOrDefault(module => module.Identifier == identifier);
        return name.Identifier is null ? null : new TestModule(name, identifier == "core_module" ? Core() : []);
    }

    private List<DirectiveDefinition> Core() =>
    [
        Row("DocumentRoot", ArgumentKind.Take1, Server, static (scope, a) =>
        {
            var path = scope.Context.ResolvePath(a[0]);
            return FileSystem.Stat(path, out var status) == 0 && status.Kind == FileKind.Directory ? null : $"DocumentRoot '{path}' is not a directory, or is not readable";
        }),
        Row("ServerName", ArgumentKind.Take1, Server, static (scope, a) => { scope.Server.ServerName = a[0]; return null; }),
        Row("Listen", ArgumentKind.TakeArgv, Global),
        Row("ThreadsPerChild", ArgumentKind.Take1, Global),
        Row("DirectoryIndex", ArgumentKind.RawArgs, AllowedIn.OrIndexes | AllowedIn.RsrcConf | AllowedIn.AccessConf),
        Row("AllowOverride", ArgumentKind.RawArgs, AllowedIn.AccessConf),
        Row("ExtendedStatus", ArgumentKind.Flag, Server),
        Row("UseCanonicalPhysicalPort", ArgumentKind.Take1, AllowedIn.OrAll),
        Row("AcceptFilter", ArgumentKind.Take2, Server),
        Row("AddType", ArgumentKind.Iterate2, AllowedIn.OrFileInfo),
        Row("order", ArgumentKind.Take1, AllowedIn.OrLimit),
        Row("Options", ArgumentKind.RawArgs, AllowedIn.OrOptions),
        Row("<RequireAll", ArgumentKind.RawArgs, AllowedIn.OrAuthConfig, static (scope, _) => scope.Context.ApplyChildren(scope.Nested())),
        Row("One", ArgumentKind.Take1, AllowedIn.OrAll),
        Row("OneTwo", ArgumentKind.Take12, AllowedIn.OrAll),
        Row("TwoThree", ArgumentKind.Take23, AllowedIn.OrAll),
        Row("OneTwoThree", ArgumentKind.Take123, AllowedIn.OrAll),
        Row("OneThree", ArgumentKind.Take13, AllowedIn.OrAll),
        Row("Three", ArgumentKind.Take3, AllowedIn.OrAll),
        Row("None", ArgumentKind.NoArgs, AllowedIn.OrAll),
        Row("Each", ArgumentKind.Iterate, AllowedIn.OrAll),
        Row("Pairs", ArgumentKind.Iterate2, AllowedIn.OrAll),
        Row("All", ArgumentKind.TakeArgv, AllowedIn.OrAll),
        Row("Raw", ArgumentKind.RawArgs, AllowedIn.OrAll),
        Row("Log", ArgumentKind.Take1, Server, static (scope, a) => { scope.Context.OpenLog(a[0], out var error); return error; }),
        Row("Blob", ArgumentKind.Take1, Server, (scope, a) => { Seen.Add("Blob " + System.Text.Encoding.Latin1.GetString((scope.Context.ReadFile(a[0], out _) ?? default).Span)); return null; }),
    ];

    private DirectiveDefinition Row(string name, ArgumentKind kind, AllowedIn allowedIn, DirectiveHandler? handler = null) =>
        new(name, kind, allowedIn, "HELP", handler ?? ((_, arguments) =>
        {
            Seen.Add($"{name} {string.Join('|', arguments)}");
            return null;
        }));

    private sealed class TestModule(ModuleName name, IReadOnlyList<DirectiveDefinition> directives) : Module
    {
        public override string Identifier => name.Identifier;

        public override string SourceFile => name.SourceFile;

        public override IReadOnlyList<DirectiveDefinition> Directives => directives;
    }
}
