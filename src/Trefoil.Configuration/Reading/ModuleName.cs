namespace Trefoil.Configuration.Reading;

/// <summary>A module by both of its names.</summary>
/// <param name="Identifier">LoadModule's name: "alias_module".</param>
/// <param name="SourceFile">IfModule's other name: "mod_alias.c".</param>
/// <param name="IsStatic">On without a LoadModule.</param>
public readonly record struct ModuleName(string Identifier, string SourceFile, bool IsStatic = false);
