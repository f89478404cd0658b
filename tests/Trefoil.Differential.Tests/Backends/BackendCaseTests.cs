using System.Collections.Concurrent;
using System.Globalization;
using Trefoil.Differential.Tests.Scripts;

namespace Trefoil.Differential.Tests.Backends;

/// <summary>
/// Cases with programs behind the servers. @FCGI@, @SCGI@ and @UWSGI@ stand for the TCP ports, @FCGI_SOCKET@ and so on for the Unix sockets. Both servers ask the same
/// programs, which tell all that they were told, so variables are compared whole.
/// </summary>
public sealed class BackendCaseTests
{
    private static readonly Dictionary<string, List<CaseGroup>> Files = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases", "Backends"), "*.case")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), CaseParser.Read);

    private static readonly ConcurrentDictionary<string, Lazy<List<string?>>> Runs = new();

    public static TheoryData<string, int, int, string> Rows()
    {
        var rows = new TheoryData<string, int, int, string>();
        foreach (var (file, groups) in Files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var group in groups)
            {
                for (var index = 0; index < group.Requests.Count; index++)
                {
                    rows.Add(file, group.Number, index + 1, group.Title + ": " + group.Requests[index].Title);
                }
            }
        }

        return rows;
    }

    [OracleTheory]
    [MemberData(nameof(Rows))]
    public void AnswersLikeApache(string file, int group, int request, string title)
    {
        var verdicts = Runs.GetOrAdd($"{file} {group}", _ => new Lazy<List<string?>>(() => Execute(Files[file][group - 1]))).Value;
        Assert.True(verdicts[request - 1] is null, $"{title}\n{verdicts[request - 1]}");
    }

    private static List<string?> Execute(CaseGroup group)
    {
        using var scratch = new ScratchFolder();
        var root = scratch.Folder("root");
        Fixtures.Write(group, root);
        using var fastCgi = new FastCgiProgram(scratch.Path + "/fcgi.sock");
        using var scgi = new ScgiProgram(scratch.Path + "/scgi.sock");
        using var uwsgi = new UwsgiProgram(scratch.Path + "/uwsgi.sock");
        var body = string.Join('\n', group.Config) + "\n";
        foreach (var (name, program) in ((string, GatewayProgram)[])[("FCGI", fastCgi), ("SCGI", scgi), ("UWSGI", uwsgi)])
        {
            program.Start();
            body = body.Replace($"@{name}@", program.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace($"@{name}_SOCKET@", program.SocketPath, StringComparison.Ordinal);
        }

        var config = ConfigTemplate.Framed(group.Mpms[0], group.Modules.Distinct(), body);
        var starting = Task.Run(() => RunningServer.Start(ApacheOracle.Program, config, scratch.Folder("a"), root));
        using var subject = RunningServer.Start(ServerUnderTest.Program, config, scratch.Folder("b"), root);
        using var oracle = starting.Result;
        foreach (var request in group.Requests)
        {
            request.Bytes = request.Bytes.Replace("@ROOT@", root, StringComparison.Ordinal);
        }

        return [.. group.Requests.Select((request, index) => Compare(group, index, request, oracle, subject))];
    }

    private static string? Compare(CaseGroup group, int index, CaseRequest request, RunningServer oracle, RunningServer subject)
    {
        var asking = Task.Run(() => Ask(oracle, request));
        var actual = Ask(subject, request);
        var expected = asking.Result;
        var verdict = request.DiffersBecause is null
            ? group.Title.StartsWith("SCGI", StringComparison.Ordinal)
                ? DifferenceWithoutFraming(expected, actual, request, oracle, subject)
                : ResponseComparer.Difference(expected, actual, request.Bytes, oracle, subject)
            : Expectation.Unmet(request, actual, subject);
        return group.ComparesLog ? verdict ?? LogComparison.Difference(oracle, subject, expected, actual, index + 1) : verdict;
    }

    /// <summary>Whether Apache knows the length of an SCGI answer depends on whether its end has come with it.</summary>
    private static string? DifferenceWithoutFraming(RawAnswer expected, RawAnswer actual, CaseRequest request, RunningServer oracle, RunningServer subject)
    {
        static string Form(RawAnswer answer, CaseRequest request, RunningServer server) => string.Join('\n', ResponseComparer
            .NormalForm(answer, request.Bytes, server.Port, server.RunFolder).Split('\n')
            .Where(static line => !line.StartsWith("Content-Length: ", StringComparison.Ordinal) && !line.StartsWith("Transfer-Encoding: ", StringComparison.Ordinal)));

        var expectedText = Form(expected, request, oracle);
        var actualText = Form(actual, request, subject);
        return expectedText == actualText ? null : ResponseComparer.Report(expectedText, actualText);
    }

    private static RawAnswer Ask(RunningServer server, CaseRequest request)
    {
        using var client = new RawClient(server.Port);
        _ = request.InPieces ? client.SendInPieces(request.Bytes) : client.Send(request.Bytes);
        if (request.HalfCloses)
        {
            client.HalfClose();
        }

        return client.ReadToEnd();
    }
}
