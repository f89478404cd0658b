using Trefoil.Configuration;
using Trefoil.Configuration.Dumps;
using Trefoil.Configuration.Grading;
using Trefoil.Httpd.CommandLine;
using Trefoil.Httpd.Composition;
using Trefoil.Mpm;

namespace Trefoil.Httpd.Dumps;

/// <summary>The calls that read the configuration and only tell about it: -t, -S, -M, -L, -V and the DUMP_ names.</summary>
internal sealed class LookCommand(Options options, ServerReader reader, StartupReport report)
{
    internal int Run()
    {
        if (options.Mode == RunMode.ConfigGrade)
            return Grade();
        var result = reader.Read(isTest: true, null, report.Write);
        if (result.Configuration is not { } configuration)
        {
            // Apache prints its settings even where it does not learn which MPM it has.
            if (options.Mode == RunMode.CompileSettings)
                Terminal.Print(VersionText.Long(null));
            report.WriteText(result.ErrorText + "\n");
            return 1;
        }
        if (!options.SkipsDocumentRootCheck)
            DocumentRootCheck.Run(configuration, report.Write);
        switch (options.Mode)
        {
            case RunMode.CompileSettings:
                Terminal.Print(VersionText.Long(configuration.Modules.OfType<MpmModule>().FirstOrDefault()?.MpmName));
                return 0;
            case RunMode.DirectiveList:
                Terminal.Print(DirectiveListText.Of(configuration.Modules));
                return 0;
            case RunMode.ConfigDump:
                Dump(configuration);
                return 0;
            default:
                report.WriteText("Syntax OK\n");
                return 0;
        }
    }

    private int Grade()
    {
        var book = new GradeBook();
        var result = reader.Read(isTest: true, null, null, book);
        if (result.Configuration is not { } configuration)
        {
            // Without its main file there is nothing to grade.
            report.WriteText(result.ErrorText + "\n");
            return 1;
        }
        Terminal.Print(GradeText.Of(book, configuration.Facts.ConfigFile));
        return GradeText.ExitCode(book);
    }

    private void Dump(HttpdConfiguration configuration)
    {
        if (options.Has("DUMP_INCLUDES"))
            Terminal.Print(ConfigurationDump.Includes(configuration));
        if (options.Has("DUMP_VHOSTS"))
            Terminal.Print(VirtualHostDump.Write(configuration));
        if (options.Has("DUMP_RUN_CFG"))
            Terminal.Print(RunSettingsText.Of(configuration));
        if (options.Has("DUMP_MODULES"))
            Terminal.Print(ModuleTexts.Loaded(configuration));
    }
}
