using Trefoil.Io.Logs;

namespace Trefoil.Io.Tests.Logs;

internal sealed class StubOrigin : ILogOrigin
{
    internal StubOrigin(ErrorLog log) => ErrorLog = log;

    public ErrorLog ErrorLog { get; }

    public LogLevels LogLevels { get; init; } = LogLevels.Default;

    public string? LogClient { get; init; }

    public string? LogReferer { get; init; }

    public LogIdentity? RequestIdentity { get; init; }

    public LogIdentity? ConnectionIdentity { get; init; }

    internal Dictionary<string, string> Items { get; } = [];

    public string? LogItem(char item, string? argument) => item == 'a' ? LogClient : Items.GetValueOrDefault(item + argument);
}
