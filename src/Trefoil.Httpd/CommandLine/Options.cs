using Trefoil.Io.Logs;

namespace Trefoil.Httpd.CommandLine;

/// <summary>The command line taken apart.</summary>
internal sealed class Options
{
    private const string Letters = "C:c:D:d:E:e:f:vVlLtTSMh?Xk:";

    private const string GradeOption = "--grade", GradeDefine = "DUMP_SUPPORT";

    private readonly List<string> _defines = [];
    private readonly List<string> _before = [];
    private readonly List<string> _after = [];

    private Options()
    {
    }

    internal RunMode Mode { get; private set; }

    internal Verb Verb { get; private set; }

    /// <summary>Line in front of the usage text ("httpd: illegal option -- q"), or null.</summary>
    internal string? Complaint { get; private set; }

    /// <summary>-D, and what -S, -M and -X stand for.</summary>
    internal IReadOnlyList<string> Defines => _defines;

    /// <summary>-C.</summary>
    internal IReadOnlyList<string> Before => _before;

    /// <summary>-c.</summary>
    internal IReadOnlyList<string> After => _after;

    /// <summary>-d.</summary>
    internal string? ServerRoot { get; private set; }

    /// <summary>-f.</summary>
    internal string? ConfigFile { get; private set; }

    /// <summary>-e.</summary>
    internal LogLevel StartupLevel { get; private set; } = LogLevel.Warn;

    /// <summary>-E.</summary>
    internal string? StartupLog { get; private set; }

    /// <summary>-T.</summary>
    internal bool SkipsDocumentRootCheck { get; private set; }

    internal bool Has(string define) => _defines.Contains(define);

    /// <summary>
    /// Reads the arguments from the left. -v, -l and -h act where they stand, so what is wrong behind them does not matter, as with Apache.
    /// </summary>
    internal static Options Parse(IReadOnlyList<string> arguments, string programName)
    {
        var options = new Options();
        // The one long option: there is no letter left for it that Apache could not take.
        if (arguments.Contains(GradeOption))
        {
            options.Define(GradeDefine);
            arguments = [.. arguments.Where(static word => word != GradeOption)];
        }
        var getOpt = new GetOpt(arguments, Letters);
        while (true)
        {
            var result = getOpt.Next();
            if (result == GetOptResult.End)
                return getOpt.Left > 0 ? options.Refuse(null) : options;
            if (result == GetOptResult.Unknown || (result == GetOptResult.ValueMissing && getOpt.Option == 'k'))
                return options.Refuse($"{programName}: illegal option -- {getOpt.Option}");
            if (result == GetOptResult.ValueMissing)
                return options.Refuse($"{programName}: option requires an argument -- {getOpt.Option}");
            if (getOpt.Option == 'k' && !options.TakeVerb(getOpt.Value))
                return options.Refuse($"{programName}: illegal option -- k");
            if (!options.Take(getOpt.Option, getOpt.Value))
                return options;
        }
    }

    private Options Refuse(string? complaint)
    {
        Mode = RunMode.Usage;
        Complaint = complaint;
        return this;
    }

    /// <summary>Acts on one option; false where nothing behind it matters.</summary>
    private bool Take(char option, string value)
    {
        switch (option)
        {
            case 'C':
                _before.Add(value);
                return true;
            case 'c':
                _after.Add(value);
                return true;
            case 'D':
                Define(value);
                return true;
            case 'd':
                ServerRoot = value;
                return true;
            case 'f':
                ConfigFile = value;
                return true;
            case 'E':
                StartupLog = value;
                return true;
            case 'e':
                if (!LogLevelNames.TryParse(value, out var level))
                    return Become(RunMode.Usage);
                StartupLevel = level;
                return true;
            case 'v':
                return Become(RunMode.Version);
            case 'l':
                return Become(RunMode.ModuleList);
            case 'h' or '?':
                return Become(RunMode.Usage);
            case 'V':
                Mode = RunMode.CompileSettings;
                return true;
            case 'L':
                Mode = RunMode.DirectiveList;
                return true;
            case 't':
                if (Mode == RunMode.Serve)
                    Mode = RunMode.ConfigTest;
                return true;
            case 'T':
                SkipsDocumentRootCheck = true;
                return true;
            case 'S':
                Define("DUMP_VHOSTS");
                Define("DUMP_RUN_CFG");
                return true;
            case 'M':
                Define("DUMP_MODULES");
                return true;
            case 'X':
                Define("DEBUG");
                return true;
            default:
                return true;
        }
    }

    private bool Become(RunMode mode)
    {
        Mode = mode;
        return false;
    }

    private void Define(string name)
    {
        _defines.Add(name);
        if (name == GradeDefine && Mode is RunMode.Serve or RunMode.ConfigTest or RunMode.ConfigDump)
            Mode = RunMode.ConfigGrade;
        if (name is "DUMP_VHOSTS" or "DUMP_RUN_CFG" or "DUMP_MODULES" or "DUMP_INCLUDES" && Mode is RunMode.Serve or RunMode.ConfigTest)
            Mode = RunMode.ConfigDump;
    }

    private bool TakeVerb(string value)
    {
        switch (value)
        {
            case "start":
                Verb = Verb.Start;
                return true;
            case "stop":
                Verb = Verb.Stop;
                return true;
            case "restart":
                Verb = Verb.Restart;
                return true;
            case "graceful":
                Verb = Verb.Graceful;
                return true;
            case "graceful-stop":
                Verb = Verb.GracefulStop;
                return true;
            default:
                return false;
        }
    }
}
