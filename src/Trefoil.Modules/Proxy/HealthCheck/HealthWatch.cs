using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Proxy.HealthCheck;

/// <summary>A child's thread for health checks: one reactor of its own, on which all checks wait side by side.</summary>
internal sealed class HealthWatch(List<HealthProbe> probes)
{
    private const int Tick = 100;

    internal void Start() => new Thread(Run, 512 * 1024) { IsBackground = true, Name = "hcheck" }.Start();

    private void Run()
    {
        using var reactor = new Reactor(new NoConnections(), new NoAdmission());
        while (true)
        {
            foreach (var probe in probes)
            {
                if (probe.TryClaim())
                    probe.Begin(reactor);
            }
            reactor.Turn(Tick);
        }
    }

    private sealed class NoConnections : ConnectionHandler
    {
        public override ValueTask ServeAsync(Connection connection) => default;
    }

    private sealed class NoAdmission : Admission
    {
        public override bool IsStopping => false;

        public override WorkerSlot? TryEnter(Connection connection) => null;

        public override ValueTask<WorkerSlot> EnterAsync(Connection connection) => throw new NotSupportedException();

        public override void Leave(Connection connection, WorkerSlot slot)
        {
        }

        public override WorkerSlot? ConnectionSlot(Connection connection) => null;
    }
}
