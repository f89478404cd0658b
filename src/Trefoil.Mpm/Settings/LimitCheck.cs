using Trefoil.Io.Logs;

namespace Trefoil.Mpm.Settings;

/// <summary>
/// Turns what was written into limits that hold. The steps and their order are Apache's, each using the result of the one before; corrections are reported, never
/// errors. The two steps that pin ServerLimit and ThreadLimit to their first values are missing: here a restart may change them.
/// </summary>
internal sealed class LimitCheck
{
    private const int DefaultThreadsPerChild = 25, DefaultThreadLimit = 64, DefaultThreadedServerLimit = 16, DefaultPreforkServerLimit = 256;

    private readonly MpmKind _mpm;
    private readonly bool _restart;

    private LimitCheck(MpmKind mpm, bool restart)
    {
        _mpm = mpm;
        _restart = restart;
    }

    internal List<LimitMessage> Messages { get; } = [];

    /// <summary>Corrects the limits.</summary>
    /// <param name="mpm">The MPM.</param>
    /// <param name="settings">What was written.</param>
    /// <param name="restart">True for the wording of log lines at a restart, false for that of the start.</param>
    /// <param name="buckets">Sets of listening sockets; each must keep at least one child.</param>
    /// <param name="messages">What to report.</param>
    internal static Limits Run(MpmKind mpm, MpmSettings settings, bool restart, int buckets, out List<LimitMessage> messages)
    {
        var check = new LimitCheck(mpm, restart);
        messages = check.Messages;
        var limits = mpm == MpmKind.Prefork ? check.Prefork(settings) : check.Threaded(settings);
        return Settle(limits, settings, buckets);
    }

    private Limits Prefork(MpmSettings settings)
    {
        var serverLimit = AtMost("ServerLimit", settings.ServerLimit ?? DefaultPreforkServerLimit, 200_000, "servers", 175);
        serverLimit = AtLeastOne("ServerLimit", serverLimit, 177);
        var workers = settings.MaxRequestWorkers ?? DefaultPreforkServerLimit;
        if (workers > serverLimit)
        {
            Report(180,
                $"MaxRequestWorkers of {workers} exceeds ServerLimit value of {serverLimit} servers, decreasing MaxRequestWorkers to {serverLimit}. To increase, please see the ServerLimit directive.",
                $"MaxRequestWorkers of {workers} exceeds ServerLimit value of {serverLimit}, decreasing to match");
            workers = serverLimit;
        }
        workers = AtLeastOne("MaxRequestWorkers", workers, 182);
        var start = AtLeastOne("StartServers", settings.StartServers ?? 5, 184);
        var minSpare = MinSpare("MinSpareServers", settings.MinSpare ?? 5, 186);
        Deprecated(settings, 188);
        return new Limits(_mpm, start, minSpare, settings.MaxSpare ?? 10, 1, workers, workers, serverLimit, 1);
    }

    private Limits Threaded(MpmSettings settings)
    {
        var first = _mpm == MpmKind.Worker ? 300 : 497;
        var serverLimit = AtMost("ServerLimit", settings.ServerLimit ?? DefaultThreadedServerLimit, 20_000, "servers", first);
        serverLimit = AtLeastOne("ServerLimit", serverLimit, first + 2);
        var threadLimit = AtMost("ThreadLimit", settings.ThreadLimit ?? DefaultThreadLimit, _mpm == MpmKind.Worker ? 20_000 : 100_000, "threads", first + 5);
        threadLimit = AtLeastOne("ThreadLimit", threadLimit, first + 7);
        var threads = settings.ThreadsPerChild ?? DefaultThreadsPerChild;
        if (threads > threadLimit)
        {
            Report(first + 10,
                $"ThreadsPerChild of {threads} exceeds ThreadLimit of {threadLimit} threads, decreasing to {threadLimit}. To increase, please see the ThreadLimit directive.",
                $"ThreadsPerChild of {threads} exceeds ThreadLimit of {threadLimit}, decreasing to match");
            threads = threadLimit;
        }
        threads = AtLeastOne("ThreadsPerChild", threads, first + 12);
        var workers = settings.MaxRequestWorkers ?? DefaultThreadedServerLimit * DefaultThreadsPerChild;
        if (workers < threads)
        {
            Report(first + 14,
                $"MaxRequestWorkers of {workers} is less than ThreadsPerChild of {threads}, increasing to {threads}. MaxRequestWorkers must be at least as large as the number of threads in a single server.",
                $"MaxRequestWorkers of {workers} is less than ThreadsPerChild of {threads}, increasing to match");
            workers = threads;
        }
        var daemons = workers / threads;
        if (workers % threads != 0)
        {
            Report(first + 16,
                $"MaxRequestWorkers of {workers} is not an integer multiple of ThreadsPerChild of {threads}, decreasing to nearest multiple {daemons * threads}, for a maximum of {daemons} servers.",
                $"MaxRequestWorkers of {workers} is not an integer multiple of ThreadsPerChild of {threads}, decreasing to nearest multiple {daemons * threads}");
            workers = daemons * threads;
        }
        if (daemons > serverLimit)
        {
            Report(first + 18,
                $"MaxRequestWorkers of {workers} would require {daemons} servers and would exceed ServerLimit of {serverLimit}, decreasing to {serverLimit * threads}. To increase, please see the ServerLimit directive.",
                $"MaxRequestWorkers of {workers} would require {daemons} servers and exceed ServerLimit of {serverLimit}, decreasing to {serverLimit * threads}");
            daemons = serverLimit;
            workers = serverLimit * threads;
        }
        var start = AtLeastOne("StartServers", settings.StartServers ?? 3, first + 20);
        var minSpare = MinSpare("MinSpareThreads", settings.MinSpare ?? 75, first + 22);
        Deprecated(settings, first + 24);
        return new Limits(_mpm, start, minSpare, settings.MaxSpare ?? 250, threads, workers, daemons, serverLimit, threadLimit);
    }

    /// <summary>The silent adjustments: every set of sockets keeps a child, and the spare limits stay apart.</summary>
    private static Limits Settle(Limits limits, MpmSettings settings, int buckets)
    {
        var threads = limits.ThreadsPerChild;
        var daemons = Math.Max(limits.Daemons, buckets);
        var minSpare = limits.Mpm == MpmKind.Prefork ? Math.Max(limits.MinSpare, buckets) : Math.Max(limits.MinSpare, threads * (buckets - 1) + buckets);
        var leastMaxSpare = limits.Mpm == MpmKind.Prefork ? minSpare + buckets : minSpare + (threads + 1) * buckets;
        return limits with
        {
            Daemons = daemons,
            MinSpare = minSpare,
            MaxSpare = Math.Max(limits.MaxSpare, leastMaxSpare),
            StartServers = Math.Min(Math.Max(limits.StartServers, buckets), daemons),
        };
    }

    private int AtMost(string name, int value, int most, string unit, int code)
    {
        if (value <= most)
            return value;
        Report(code,
            $"{name} of {value} exceeds compile-time limit of {most} {unit}, decreasing to {most}.",
            $"{name} of {value} exceeds compile-time limit of {most}, decreasing to match");
        return most;
    }

    private int AtLeastOne(string name, int value, int code)
    {
        if (value >= 1)
            return value;
        Report(code, $"{name} of {value} not allowed, increasing to 1.", $"{name} of {value} not allowed, increasing to 1");
        return 1;
    }

    private int MinSpare(string name, int value, int code)
    {
        if (value >= 1)
            return value;
        Report(code,
            $"{name} of {value} not allowed, increasing to 1 to avoid almost certain server failure. Please read the documentation.",
            $"{name} of {value} not allowed, increasing to 1");
        return 1;
    }

    private void Deprecated(MpmSettings settings, int maxClientsCode)
    {
        if (settings.UsesMaxClients)
            Messages.Add(new LimitMessage(LogLevel.Info, maxClientsCode, "MaxClients is deprecated, use MaxRequestWorkers instead."));
        if (settings.UsesMaxRequestsPerChild)
            Messages.Add(new LimitMessage(LogLevel.Info, 545, "MaxRequestsPerChild is deprecated, use MaxConnectionsPerChild instead."));
    }

    /// <summary>The code of a restart is always the one behind that of the start.</summary>
    private void Report(int code, string start, string restart) =>
        Messages.Add(_restart ? new LimitMessage(LogLevel.Warn, code + 1, restart) : new LimitMessage(LogLevel.Warn, code, "WARNING: " + start));
}
