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
        var starting = Task.Run(() => StartOrNull(ApacheOracle.Program, config, scratch.Folder("a"), root));
        var (subject, subjectFailure) = StartOrNull(ServerUnderTest.Program, config, scratch.Folder("b"), root);
        var (oracle, oracleFailure) = starting.Result;
        using (subject)
        using (oracle)
        {
            return subject is null || oracle is null
                ? new CaseRun(group.Requests.Select(_ => oracleFailure ?? subjectFailure))
                : new CaseRun(Compare(group, mpm, oracle, subject));
        }
    }

    private static List<string?> Compare(CaseGroup group, string mpm, RunningServer oracle, RunningServer subject)
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

            var asking = Task.Run(() => Ask(oracle, request));
            var actual = Ask(subject, request);
            var expected = asking.Result;
            timeouts += actual.Ending == Ending.TimedOut && expected.Ending != Ending.TimedOut ? 1 : 0;
            var verdict = request.DiffersBecause is null
                ? ResponseComparer.Difference(expected, actual, request.Bytes, oracle, subject)
                : Expectation.Unmet(request, actual, subject);
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

    private static RawAnswer Ask(RunningServer server, CaseRequest request)
    {
        try
        {
            using var client = new RawClient(server.Port);
            _ = request.InPieces ? client.SendInPieces(request.Bytes) : client.Send(request.Bytes);
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
