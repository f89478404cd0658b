using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Reading;

/// <summary>The modules whose work is done while a configuration is read: they live with the reader.</summary>
public sealed class OwnModules
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<ModuleName> Names { get; } =
    [
        new("so_module", "mod_so.c", IsStatic: true),
        new("version_module", "mod_version.c", IsStatic: true),
        new("macro_module", "mod_macro.c"),
    ];

    internal static Module? Create(string identifier) => identifier switch
    {
        "so_module" => new ReaderModule(Names[0], LoadCommands.Definitions),
        "version_module" => new ReaderModule(Names[1], VersionCommand.Definitions),
        "macro_module" => new ReaderModule(Names[2], MacroCommands.Definitions),
        _ => null,
    };

    private sealed class ReaderModule(ModuleName name, IReadOnlyList<DirectiveDefinition> directives) : Module
    {
        public override string Identifier => name.Identifier;

        public override string SourceFile => name.SourceFile;

        public override bool IsStatic => name.IsStatic;

        public override IReadOnlyList<DirectiveDefinition> Directives => directives;
    }
}
