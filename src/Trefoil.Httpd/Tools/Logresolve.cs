using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Trefoil.Httpd.CommandLine;

namespace Trefoil.Httpd.Tools;

/// <summary>logresolve: puts names in place of the addresses that lines of an access log begin with. Each address is looked up once.</summary>
internal static class Logresolve
{
    internal static int Run(IReadOnlyList<string> arguments)
    {
        string? statistics = null;
        var checks = false;
        var getOpt = new GetOpt(arguments, "s:c");
        GetOptResult result;
        while ((result = getOpt.Next()) == GetOptResult.Found)
        {
            if (getOpt.Option == 's')
                statistics = getOpt.Value;
            else
                checks = true;
        }
        if (result != GetOptResult.End)
        {
            Terminal.Complain("logresolve -- names in place of addresses in access logs\nUsage: logresolve [-s STATFILE] [-c]\n  -s   write statistics to STATFILE\n  -c   take a name only if it leads back to the address\n");
            return 1;
        }
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var (entries, unresolved) = (0, 0);
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.Latin1);
        using var output = new StreamWriter(Console.OpenStandardOutput(), Encoding.Latin1) { NewLine = "\n" };
        while (input.ReadLine() is { } line)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var word = blank < 0 ? line : line[..blank];
            if (word.Length > 0)
                entries++;
            if (!IPAddress.TryParse(word, out var address))
            {
                output.WriteLine(line);
                continue;
            }
            if (!names.TryGetValue(word, out var name))
            {
                names[word] = name = Look(address, checks) ?? word;
                unresolved += name == word ? 1 : 0;
            }
            output.WriteLine(name + (blank < 0 ? "" : line[blank..]));
        }
        if (statistics is not null)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"logresolve Statistics:\nEntries: {entries}\n    With name   : {names.Count - unresolved}\n    Unresolved  : {unresolved}\nCache Size  : {names.Count}\n");
            if (!ToolFile.Write(statistics, Encoding.Latin1.GetBytes(text)))
                Terminal.Complain($"logresolve: could not write {statistics}\n");
        }
        return 0;
    }

    private static string? Look(IPAddress address, bool checks)
    {
        try
        {
            var name = Dns.GetHostEntry(address).HostName;
            if (name.Length == 0 || IPAddress.TryParse(name, out _))
                return null;
            return !checks || Dns.GetHostAddresses(name).Any(address.Equals) ? name : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
