using System.Collections.Concurrent;

namespace Trefoil.Differential.Tests.Scripts;

/// <summary>Starts both servers once for a group, sends every request to both, and keeps the answers.</summary>
internal sealed class CaseRun
{
    private static readonly ConcurrentDictionary<string, Lazy<CaseRun>> Runs = new();

    private readonly List<string?> verdicts = [];

    public static string? Verdict(CaseGroup group, string mpm, int request) =>
        Runs.GetOrAdd($"{group.File} {group.Number} {mpm}", _ => new Lazy<CaseRun>(() => Execute(group, mpm))).Value.verdicts[request];

    private static CaseRun Execute(CaseGroup group, string mpm)
    {
        using var scratch = new ScratchFolder();
        var root = scratch.Folder("root");
        Fixtures.Write(group, root);
        var config = ConfigTemplate.Framed(mpm, group.Modules.Distinct(), string.Join('\n', group.Config) + "\n");
        var starting = Task.Run(() => RunningServer.Start(ApacheOracle.Program, config, scratch.Folder("a"), root));
        using var subject = StartOrNull(config, scratch.Folder("b"), root, out var failure);
        using var oracle = starting.Result;
        var run = new CaseRun();
        if (subject is null)
        {
            run.verdicts.AddRange(group.Requests.Select(_ => (string?)failure));
            return run;
        }

        var timeouts = 0;
        foreach (var request in group.Requests)
        {
            if (timeouts > 2)
            {
                run.verdicts.Add("The server stopped to answer in an earlier request of this group");
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
                verdict ??= LogComparison.Difference(oracle, subject, run.verdicts.Count + 1);
            }

            AnswerBook.Write(group, run.verdicts.Count + 1, mpm, request, expected, oracle);
            run.verdicts.Add(verdict);
        }

        return run;
    }

    private static RunningServer? StartOrNull(ConfigTemplate config, string folder, string root, out string? failure)
    {
        try
        {
            failure = null;
            return RunningServer.Start(ServerUnderTest.Program, config, folder, root);
        }
        catch (InvalidOperationException reason)
        {
            failure = reason.Message;
            return null;
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
