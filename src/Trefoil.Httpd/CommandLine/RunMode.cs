namespace Trefoil.Httpd.CommandLine;

/// <summary>What a call of httpd is for.</summary>
internal enum RunMode
{
    /// <summary>Serve, or signal a running server (-k).</summary>
    Serve,
    /// <summary>-v.</summary>
    Version,
    /// <summary>-V.</summary>
    CompileSettings,
    /// <summary>-l.</summary>
    ModuleList,
    /// <summary>-L.</summary>
    DirectiveList,
    /// <summary>-t.</summary>
    ConfigTest,
    /// <summary>-S, -M, or -D DUMP_...</summary>
    ConfigDump,
    /// <summary>--grade, or -D DUMP_SUPPORT.</summary>
    ConfigGrade,
    /// <summary>-h, or what could not be understood: the usage text.</summary>
    Usage,
}
