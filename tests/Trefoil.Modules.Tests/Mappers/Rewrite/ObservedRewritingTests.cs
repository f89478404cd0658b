using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Tests.Mappers.Rewrite;

/// <summary>Requests as the reference server answered them, with every line that it traced (observed.txt).</summary>
public sealed partial class ObservedRewritingTests
{
    public static TheoryData<string> Groups => [.. ReadGroups().Keys];

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task AnswersAndTracesAsObserved(string name)
    {
        var group = ReadGroups()[name];
        using var server = new ConfiguredServer();
        WriteFiles(server);
        // What the reference read from .htaccess files stands in sections here: the same settings, without the walk that finds the files.
        var sections = string.Concat(group.Files.Select(static file => $"<Directory @ROOT@/{Path.GetDirectoryName(file.Key)}>\n{file.Value}</Directory>\n"));
        Assert.Null(server.Read(Preamble(server) + Shown(server, group.Configuration + sections), "authz_core", "mime", "dir", "alias", "rewrite", "headers", "env", "setenvif"));
        var differences = new StringBuilder();
        foreach (var (request, expected) in group.Requests)
        {
            server.Log.Records.Clear();
            var words = request.Split(' ', 2);
            var host = name == "canonical host without www" ? "Example.com" : "www.example.com";
            var response = await server.SendAsync(words[0], words[1], ("Host", host), ("User-Agent", "bot"));
            var actual = Describe(server, response, words[0]);
            var wanted = string.Join('\n', expected);
            if (actual != wanted)
                differences.Append(CultureInfo.InvariantCulture, $"\n##### {request}\n----- expected\n{wanted}\n----- actual\n{actual}\n");
        }
        if (differences.Length > 0)
            Assert.Fail(differences.ToString());
    }

    [Fact]
    public void EnoughWasObserved() => Assert.InRange(ReadGroups().Values.Sum(static group => group.Requests.Count), 150, int.MaxValue);

    private static string Preamble(ConfiguredServer server) =>
        $"""
        ServerName www.example.com
        Listen 127.0.0.1:8123
        LogLevel warn rewrite:trace8
        DocumentRoot {server.Root}
        TypesConfig {server.Base}/mime.types
        <Directory {server.Root}>
        Options All
        AllowOverride All
        Require all granted
        </Directory>

        """;

    private static void WriteFiles(ConfiguredServer server)
    {
        foreach (var (file, text) in new[]
        {
            ("index.html", "index"), ("t1.html", "t1"), ("t2.html", "t2"), ("sub/index.html", "sub"), ("sub/a.html", "a"), ("sub/b.html", "b"), ("sub/dir/d.html", "d"),
            ("files/f.txt", "f"), ("h1/f.html", "hf"), ("h1/in/f.html", "hif"), ("app/index.html", "idx"), ("app/a.html", "aa"), ("../outside/y.html", "y"),
            ("env.cgi", "#!/bin/sh"), ("h2/.keep", ""), ("h3/in/.keep", ""), ("h4/.keep", ""), ("other/.keep", ""), ("app/sub/.keep", ""),
        })
        {
            server.Write(file, text + "\n");
        }
        File.WriteAllText(server.Root + "/files/empty.txt", "");
        File.CreateSymbolicLink(server.Root + "/files/link.txt", "f.txt");
        File.WriteAllText(server.Base + "/mime.types", "text/html html\ntext/plain txt\n");
        File.WriteAllText(server.Base + "/map.txt", "# c\nfoo  bar baz\n  lead x\nKey\tVal#x\nnoval\nnoval2 \nrnd a\nfoo second\n");
    }

    private static string Describe(ConfiguredServer server, Response response, string method)
    {
        var lines = new List<string> { string.Create(CultureInfo.InvariantCulture, $"status {response.Status}") };
        foreach (var table in new[] { response.Answering.ErrorHeadersOut, response.Answering.HeadersOut })
        {
            for (var i = 0; i < table.Count; i++)
            {
                if (table[i].Key == "Set-Cookie")
                    lines.Add("cookie " + Expires().Replace(table[i].Value, "expires=@TIME@"));
            }
        }
        if (response.Header("Vary") is { } vary)
            lines.Add("vary " + vary);
        if (response.Status is >= 300 and < 400 && response.Header("Location") is { } location)
            lines.Add("location " + location);
        if (response.Status == 200 && method == "GET")
        {
            if (response.Answering.ContentType is { } type)
                lines.Add("type " + type);
            lines.Add("body " + response.Body.Split('\n')[0]);
        }
        foreach (var record in server.Log.Records)
        {
            if (record.Module != "rewrite")
                continue;
            var text = HighBytes().Replace(record.Message.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal),
                static match => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)match.Value[0]:x2}"));
            if (record.Level >= LogLevel.Trace1 && Prefix().Match(text) is { Success: true } match)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{record.Level - LogLevel.Debug}{(match.Groups[1].Value == "subreq" ? "s" : "")} {Expires().Replace(match.Groups[2].Value, "expires=@TIME@")}"));
            else if (record.Level == LogLevel.Error && record.Code > 0)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"AH{record.Code:00000} {text}"));
        }
        return Hidden(server, string.Join('\n', lines));
    }

    private static string Shown(ConfiguredServer server, string text) =>
        text.Replace("@ROOT@", server.Root, StringComparison.Ordinal).Replace("@BASE@", server.Base, StringComparison.Ordinal).Replace("@PORT@", "8123", StringComparison.Ordinal);

    private static string Hidden(ConfiguredServer server, string text) =>
        text.Replace(server.Root, "@ROOT@", StringComparison.Ordinal).Replace(server.Base, "@BASE@", StringComparison.Ordinal).Replace(server.Base[1..], "@BASELESS@", StringComparison.Ordinal).Replace("8123", "@PORT@", StringComparison.Ordinal);

    private static Dictionary<string, Group> ReadGroups([CallerFilePath] string here = "")
    {
        var groups = new Dictionary<string, Group>();
        Group? group = null;
        string? file = null;
        foreach (var line in File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "observed.txt"), Encoding.Latin1))
        {
            if (line.StartsWith("=== ", StringComparison.Ordinal))
            {
                groups[line[4..]] = group = new Group();
                file = null;
            }
            else if (line.StartsWith("--- ", StringComparison.Ordinal))
                group!.Files[file = line[4..]] = "";
            else if (line.StartsWith(">>> ", StringComparison.Ordinal))
                group!.Requests.Add((line[4..], []));
            else if (group!.Requests.Count > 0)
                group.Requests[^1].Expected.Add(line);
            else if (file is not null)
                group.Files[file] += line + "\n";
            else
                group.Configuration += line + "\n";
        }
        return groups;
    }

    [GeneratedRegex(@"[\x80-\xff]")]
    private static partial Regex HighBytes();

    [GeneratedRegex(@"expires=[^;']*")]
    private static partial Regex Expires();

    [GeneratedRegex(@"^\S+ - \S+ \[[^\]]*\]\[rid#[0-9a-f]+/(initial|subreq)(?:/redir#\d+)?\] (.*)$", RegexOptions.Singleline)]
    private static partial Regex Prefix();

    private sealed class Group
    {
        public string Configuration { get; set; } = "";

        public Dictionary<string, string> Files { get; } = [];

        public List<(string Request, List<string> Expected)> Requests { get; } = [];
    }
}
