using Trefoil.Httpd.Child;
using Trefoil.Httpd.CommandLine;
using Trefoil.Httpd.Composition;
using Trefoil.Httpd.Dumps;
using Trefoil.Httpd.Starting;
using Trefoil.Httpd.Tools;
using Trefoil.Mpm.Child;
using Trefoil.Mpm.Spawner;

namespace Trefoil.Httpd;

/// <summary>The entry of every process of the server: what the command line asks for decides what this one is.</summary>
internal static class Program
{
    internal static int Main(string[] decoded)
    {
        if (decoded is [ChildMain.Verb])
            return ChildMain.Run(new ChildProgram());
        if (decoded is [SpawnerMain.Verb])
            return SpawnerMain.Run();
        if (decoded is [LimitedProgram.Verb, ..])
            return LimitedProgram.Run();
        var arguments = ProgramArguments.Read(decoded);
        if (ToolPrograms.Find(arguments.Name) is { } tool)
            return tool(arguments.Words);
        var options = Options.Parse(arguments.Words, arguments.Name);
        switch (options.Mode)
        {
            case RunMode.Version:
                Terminal.Print(VersionText.Short());
                return 0;
            case RunMode.ModuleList:
                Terminal.Print(ModuleTexts.CompiledIn(ModuleCatalog.SourceFiles));
                return 0;
            case RunMode.Usage:
                Terminal.Complain((options.Complaint is null ? "" : options.Complaint + "\n") + Usage.Text(arguments.Path));
                return 1;
        }
        var report = new StartupReport(options.StartupLevel, options.StartupLog, arguments.Name);
        var reader = new ServerReader(options, arguments.Name);
        return options.Mode == RunMode.Serve
            ? new ServeCommand(options, arguments, reader, report).Run()
            : new LookCommand(options, reader, report).Run();
    }
}
