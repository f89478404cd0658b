using System.Collections.Concurrent;

namespace Trefoil.Differential.Tests.Scripts;

/// <summary>Starts both servers once for a group, sends every request to both, and keeps the answers.</summary>
internal sealed class CaseRun
{
    private static readonly ConcurrentDictionary<string, Lazy<CaseRun>> Runs = new();

    private readonly List<string?> verdicts;

    private CaseRun(IEnumerable<string?> verdicts) => this.verdicts = [.. verdicts];

    public static string? Verdict(CaseGroup group, string mpm, int request) =>
        Runs.GetOrAdd($"{group.File} {group.Number} {mpm}", _ => new Lazy<CaseRun>(() => Execute(group, mpm))).Value.verdicts[request];

    private static CaseRun Execute(CaseGroup group, string mpm)
    {
        using var scratch = new ScratchFolder();
        var root = scratch.Folder("root");
        Fixtures.Write(group, root);
        var config = ConfigTemplate.Framed(mpm, group.Modules.Distinct(), string.Join('\n', group.Config) + "\n");
        using var oracleBackend = group.Backend.Count > 0 ? new ScriptedBackend(group.Backend, scratch.Folder("ab")) : null;
        using var subjectBackend = group.Backend.Count > 0 ? new ScriptedBackend(group.Backend, scratch.Folder("bb")) : null;
        var starting = Task.Run(() => StartOrNull(ApacheOracle.Program, With(config, oracleBackend), scratch.Folder("a"), root));
        var (subject, subjectFailure) = StartOrNull(ServerUnderTest.Program, With(config, subjectBackend), scratch.Folder("b"), root);
        var (oracle, oracleFailure) = starting.Result;
        using (subject)
        using (oracle)
        {
            return subject is null || oracle is null
                ? new CaseRun(group.Requests.Select(_ => oracleFailure ?? subjectFailure))
                : new CaseRun(Compare(group, mpm, oracle, subject, oracleBackend, subjectBackend));
        }
    }

    private static ConfigTemplate With(ConfigTemplate config, ScriptedBackend? backend) => backend is null ? config : new ConfigTemplate(backend.Fill(config.Text));

    /// <summary>What the clients and the backends got, with the ports of the backends left out.</summary>
    private static string? BackendDifference(RawAnswer expected, RawAnswer actual, string sent, RunningServer oracle, RunningServer subject, ScriptedBackend oracleBackend, ScriptedBackend subjectBackend)
    {
        static string Whole(RawAnswer answer, string sent, RunningServer server, ScriptedBackend backend) =>
            backend.Normal(ResponseComparer.NormalForm(answer, sent, server.Port, server.RunFolder)) + "\n----- the backend got\n"
            + backend.Normal(backend.TakeRecords().Replace("\r", "", StringComparison.Ordinal))
                .Replace(":" + server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), ":@PORT@", StringComparison.Ordinal);

        var expectedText = Whole(expected, sent, oracle, oracleBackend);
        var actualText = Whole(actual, sent, subject, subjectBackend);
        return expectedText == actualText ? null : ResponseComparer.Report(expectedText, actualText);
    }

    private static List<string?> Compare(CaseGroup group, string mpm, RunningServer oracle, RunningServer subject, ScriptedBackend? oracleBackend, ScriptedBackend? subjectBackend)
    {
        var verdicts = new List<string?>();

        var timeouts = 0;
        foreach (var request in group.Requests)
        {
            if (timeouts > 2)
            {
                verdicts.Add("The server stopped to answer in an earlier request of this group");
                continue;
            }

            var asking = Task.Run(() => Ask(oracle, request, oracleBackend));
            var actual = Ask(subject, request, subjectBackend);
            var expected = asking.Result;
            timeouts += actual.Ending == Ending.TimedOut && expected.Ending != Ending.TimedOut ? 1 : 0;
            var verdict = request.DiffersBecause is null && oracleBackend is not null && subjectBackend is not null
                ? BackendDifference(expected, actual, request.Bytes, oracle, subject, oracleBackend, subjectBackend)
                : request.DiffersBecause is null
                ? ResponseComparer.Difference(expected, actual, request.Bytes, oracle, subject)
                : Expectation.Unmet(request, actual, subject);
            if (request.DiffersBecause is not null)
            {
                oracleBackend?.TakeRecords();
                subjectBackend?.TakeRecords();
            }

            if (group.ComparesLog)
            {
                verdict ??= LogComparison.Difference(oracle, subject, expected, actual, verdicts.Count + 1);
            }

            AnswerBook.Write(group, verdicts.Count + 1, mpm, request, expected, oracle);
            verdicts.Add(verdict);
        }

        // Two silences are equal too; a case that makes Apache crash measures nothing.
        return oracle.ErrorLog.Contains("exit signal", StringComparison.Ordinal)
            ? [.. verdicts.Select(_ => (string?)"Apache crashed in this group, so it is no measure")]
            : verdicts;
    }

    private static (RunningServer? Server, string? Failure) StartOrNull(ServerProgram program, ConfigTemplate config, string folder, string root)
    {
        try
        {
            return (RunningServer.Start(program, config, folder, root), null);
        }
        catch (InvalidOperationException reason)
        {
            return (null, reason.Message);
        }
    }

    private static RawAnswer Ask(RunningServer server, CaseRequest request, ScriptedBackend? backend)
    {
        try
        {
            using var client = new RawClient(server.Port);
            var bytes = backend?.Fill(request.Bytes) ?? request.Bytes;
            _ = request.InPieces ? client.SendInPieces(bytes) : client.Send(bytes);
            if (request.HalfCloses)
            {
                client.HalfClose();
            }

            return client.ReadToEnd();
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            return new RawAnswer("(no connection: " + failure.SocketErrorCode + ")", Ending.Reset);
        }
    }
}
