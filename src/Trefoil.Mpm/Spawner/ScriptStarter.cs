using Trefoil.Io.Native;
using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Spawner;

/// <summary>Starts what was ordered, under the identity that it is due.</summary>
internal sealed class ScriptStarter(SpawnerStart start)
{
    /// <summary>Open descriptors that a script gets at most: programs exist that try to close them all.</summary>
    private const ulong MostDescriptors = 8192;

    private readonly SuexecRules? _suexec = start.Suexec is { } settings ? new SuexecRules(settings) : null;

    /// <summary>Starts the program; null and the answer to the child where that cannot be.</summary>
    internal ChildProcess? Start(ScriptOrder order, IReadOnlyList<InheritedDescriptor> descriptors, out SpawnAnswer refusal)
    {
        if (order.User is not null)
        {
            if (_suexec is not null)
                return StartAsOther(order, descriptors, out refusal);
            refusal = new SpawnAnswer(SpawnAnswerKind.Failed, Errno.EPERM);
            return null;
        }
        if (start.Suexec is null || !start.Identity.Drops)
            return Spawn(order, descriptors, out refusal);

        // A spawner that stays root for others' sake gives everybody else's scripts to the children's user.
        ChildProcess? process = null;
        var answer = default(SpawnAnswer);
        var groups = ThreadIdentity.GroupsOf(start.Identity.UserName, start.Identity.Group);
        ThreadIdentity.Run(start.Identity.User, start.Identity.Group, groups, error =>
        {
            if (error < 0)
                answer = new SpawnAnswer(SpawnAnswerKind.Failed, -error);
            else
                process = Spawn(order, descriptors, out answer);
        });
        refusal = answer;
        return process;
    }

    private ChildProcess? StartAsOther(ScriptOrder order, IReadOnlyList<InheritedDescriptor> descriptors, out SpawnAnswer refusal)
    {
        ChildProcess? process = null;
        var answer = default(SpawnAnswer);
        var code = _suexec!.Run(order, allowed => process = Spawn(allowed, descriptors, out answer));
        refusal = code == 0 ? answer : new SpawnAnswer(SpawnAnswerKind.Refused, code);
        if (code == 0 && process is null)
            refusal = new SpawnAnswer(SpawnAnswerKind.Refused, _suexec.ReportExecFailure(order, answer.Number));
        return process;
    }

    private static ChildProcess? Spawn(ScriptOrder order, IReadOnlyList<InheritedDescriptor> descriptors, out SpawnAnswer refusal)
    {
        refusal = default;
        var (program, arguments, environment) = order.Limits.Count == 0
            ? (order.Program, order.Arguments, order.Environment)
            : LimitedProgram.Wrap(order);
        var process = ChildProcess.Start(
            new SpawnRequest
            {
                Path = program,
                Arguments = arguments,
                Environment = environment,
                Descriptors = descriptors,
                WorkingDirectory = order.Directory,
                OwnGroup = true,
            },
            out var error);
        if (process is null)
        {
            refusal = new SpawnAnswer(SpawnAnswerKind.Failed, -error);
            return null;
        }
        if (ResourceLimits.Get(process.Id, ResourceLimits.Descriptors, out var soft, out var hard) == 0 && soft > MostDescriptors)
            ResourceLimits.Set(process.Id, ResourceLimits.Descriptors, MostDescriptors, hard);
        return process;
    }
}
