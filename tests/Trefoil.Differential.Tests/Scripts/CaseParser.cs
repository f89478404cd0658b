using System.Globalization;
using System.Text;

namespace Trefoil.Differential.Tests.Scripts;

/// <summary>
/// Reads a case file. Lines before the first "=== title" belong to every group of the file. In a group:
/// "mpm:", "modules:", "log: yes"; blocks "[config]", "[file NAME options]", "[link NAME -> TARGET]", "[dir NAME]",
/// "[backend]" (rules of <see cref="ScriptedBackend"/>, ".." continues one), "[requests]".
/// In a request block "> GET /x | Header: v | @body" is a request with Host and Connection: close added ("-Host" leaves one out),
/// ">> bytes" are exact bytes followed by the closing of the sending side, ">>open" without it, ">>pieces" byte by byte;
/// ".. bytes" continues; "! differs: reason" and "! status 400" say what our own answer is instead.
/// </summary>
internal static class CaseParser
{
    public static List<CaseGroup> Read(string path)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        var common = new CaseGroup { File = file, Number = 0, Title = "" };
        var groups = new List<CaseGroup>();
        var current = common;
        Action<string>? block = null;
        var number = 0;
        foreach (var line in File.ReadAllLines(path, Encoding.Latin1))
        {
            number++;
            if (line.StartsWith("=== ", StringComparison.Ordinal))
            {
                current = Derive(common, groups.Count + 1, line[4..]);
                groups.Add(current);
                block = null;
            }
            else if (Opens(line, current, out var opened))
            {
                block = opened;
            }
            else if (block is not null)
            {
                block(line);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                Option(current, line, $"{path}:{number}");
            }
        }

        return groups;
    }

    private static CaseGroup Derive(CaseGroup common, int number, string title)
    {
        var group = new CaseGroup { File = common.File, Number = number, Title = title, Mpms = common.Mpms, ComparesLog = common.ComparesLog };
        group.Modules.AddRange(common.Modules);
        group.Config.AddRange(common.Config);
        group.Files.AddRange(common.Files);
        group.Backend.AddRange(common.Backend);
        return group;
    }

    private static void Option(CaseGroup group, string line, string place)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var words = colon < 0 ? [] : line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (colon < 0 ? "" : line[..colon])
        {
            case "mpm":
                group.Mpms = [.. words];
                break;
            case "modules":
                group.Modules.AddRange(words);
                break;
            case "log":
                group.ComparesLog = words is ["yes"];
                break;
            default:
                throw new FormatException($"{place}: not understood: {line}");
        }
    }

    private static bool Opens(string line, CaseGroup group, out Action<string>? block)
    {
        block = null;
        if (line == "[config]")
        {
            block = group.Config.Add;
        }
        else if (line == "[backend]")
        {
            block = text => BackendLine(group, text);
        }
        else if (line == "[requests]")
        {
            block = text => RequestLine(group, text);
        }
        else if (line.StartsWith("[file ", StringComparison.Ordinal) || line.StartsWith("[link ", StringComparison.Ordinal) || line.StartsWith("[dir ", StringComparison.Ordinal))
        {
            var words = line.Trim('[', ']').Split(' ', 3);
            var fixture = new FixtureFile(words[0], Unescape(words[1]), words.Length > 2 ? words[2] : "", []);
            group.Files.Add(fixture);
            block = fixture.Lines.Add;
        }

        return block is not null;
    }

    private static void BackendLine(CaseGroup group, string line)
    {
        if (line.StartsWith("..", StringComparison.Ordinal))
        {
            group.Backend[^1] += Unescape(line.Length > 3 ? line[3..] : "");
        }
        else if (line.Length > 0)
        {
            group.Backend.Add(Unescape(line));
        }
    }

    private static void RequestLine(CaseGroup group, string line)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            return;
        }

        if (line.StartsWith(">>", StringComparison.Ordinal))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var kind = line[2..space];
            group.Requests.Add(new CaseRequest
            {
                Title = Title(line),
                Bytes = Unescape(line[(space + 1)..]),
                HalfCloses = kind != "open",
                InPieces = kind == "pieces",
            });
        }
        else if (line.StartsWith("> ", StringComparison.Ordinal))
        {
            group.Requests.Add(Compose(line));
        }
        else if (line.StartsWith("..", StringComparison.Ordinal))
        {
            group.Requests[^1].Bytes += Unescape(line.Length > 3 ? line[3..] : "");
        }
        else if (line.StartsWith("! differs: ", StringComparison.Ordinal))
        {
            group.Requests[^1].DiffersBecause = line[11..];
        }
        else if (line.StartsWith("! ", StringComparison.Ordinal))
        {
            group.Requests[^1].Expectations.Add(line[2..]);
        }
        else
        {
            throw new FormatException($"{group.File}: not a request: {line}");
        }
    }

    private static CaseRequest Compose(string line)
    {
        var parts = line[2..].Split(" | ").Select(Unescape).ToArray();
        var requestLine = parts[0].Contains(" HTTP/", StringComparison.Ordinal) ? parts[0] : parts[0] + " HTTP/1.1";
        var headers = parts.Skip(1).Where(part => !part.StartsWith('@')).ToList();
        var body = string.Concat(parts.Skip(1).Where(part => part.StartsWith('@')).Select(part => part[1..]));
        bool Names(string name) => headers.Any(header => header.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        var text = new StringBuilder(requestLine).Append("\r\n");
        if (!Names("Host") && !headers.Remove("-Host"))
        {
            text.Append("Host: localhost\r\n");
        }

        var closes = !Names("Connection") && !headers.Remove("-Connection");
        foreach (var header in headers)
        {
            text.Append(header).Append("\r\n");
        }

        if (body.Length > 0 && !Names("Content-Length") && !Names("Transfer-Encoding"))
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        text.Append(closes ? "Connection: close\r\n\r\n" : "\r\n").Append(body);
        return new CaseRequest { Title = Title(line), Bytes = text.ToString(), HalfCloses = !closes };
    }

    private static string Title(string line)
    {
        var title = line.TrimStart('>', ' ');
        return title.Length > 100 ? title[..100] : title;
    }

    /// <summary>\r \n \t \0 \\ \xHH, and \{text*N} for N times the text.</summary>
    public static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                result.Append(text[index]);
                continue;
            }

            switch (text[++index])
            {
                case 'r': result.Append('\r'); break;
                case 'n': result.Append('\n'); break;
                case 't': result.Append('\t'); break;
                case '0': result.Append('\0'); break;
                case 'x':
                    result.Append((char)int.Parse(text.AsSpan(index + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    index += 2;
                    break;
                case '{':
                    var end = text.IndexOf('}', index);
                    var star = text.LastIndexOf('*', end);
                    var count = int.Parse(text.AsSpan(star + 1, end - star - 1), CultureInfo.InvariantCulture);
                    result.Insert(result.Length, Unescape(text[(index + 1)..star]), count);
                    index = end;
                    break;
                default: result.Append(text[index]); break;
            }
        }

        return result.ToString();
    }
}
