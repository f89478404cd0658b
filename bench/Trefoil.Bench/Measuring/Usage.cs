using System.Globalization;

namespace Trefoil.Bench.Measuring;

/// <summary>What processes have used so far.</summary>
/// <param name="CpuMicroseconds">User and system time.</param>
/// <param name="Switches">Context switches of both kinds, over all threads.</param>
/// <param name="PssKilobytes">Proportional share of memory.</param>
/// <param name="PrivateKilobytes">Private dirty memory.</param>
internal readonly record struct Usage(long CpuMicroseconds, long Switches, long PssKilobytes, long PrivateKilobytes)
{
    internal static Usage Of(IEnumerable<int> processes)
    {
        var total = default(Usage);
        foreach (var process in processes)
        {
            try
            {
                var (pss, dirty) = Memory(process);
                total = new Usage(total.CpuMicroseconds + Cpu(process), total.Switches + SwitchesOf(process), total.PssKilobytes + pss, total.PrivateKilobytes + dirty);
            }
            catch (IOException)
            {
                // The process has just ended.
            }
        }
        return total;
    }

    /// <summary>Fields of /proc/N/stat behind the name: state is the first.</summary>
    internal static string[] StatFields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static long Cpu(int process)
    {
        // schedstat counts nanoseconds; the clock ticks of stat would be too coarse for a short round.
        var total = 0L;
        foreach (var task in Directory.EnumerateDirectories($"/proc/{process}/task"))
        {
            var text = File.ReadAllText(task + "/schedstat");
            total += long.Parse(text.AsSpan(0, text.IndexOf(' ')), CultureInfo.InvariantCulture);
        }
        return total / 1000;
    }

    private static long SwitchesOf(int process)
    {
        var total = 0L;
        foreach (var task in Directory.EnumerateDirectories($"/proc/{process}/task"))
        {
            foreach (var line in File.ReadLines(task + "/status"))
            {
                if (line.Contains("ctxt_switches:", StringComparison.Ordinal))
                    total += long.Parse(line.AsSpan(line.IndexOf(':') + 1).Trim(), CultureInfo.InvariantCulture);
            }
        }
        return total;
    }

    private static (long Pss, long Private) Memory(int process)
    {
        long pss = 0, dirty = 0;
        foreach (var line in File.ReadLines($"/proc/{process}/smaps_rollup"))
        {
            if (line.StartsWith("Pss:", StringComparison.Ordinal))
                pss = Number(line);
            else if (line.StartsWith("Private_Dirty:", StringComparison.Ordinal))
                dirty = Number(line);
        }
        return (pss, dirty);
    }

    private static long Number(string line) => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
