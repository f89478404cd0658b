using Trefoil.Io.Logs;

namespace Trefoil.Modules.Tests.Loggers.LogDebug;

/// <summary>Messages of one's own in the phases of a request.</summary>
public sealed class LogMessageTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public LogMessageTests() => _server.Write("x.txt", "x");

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task AllPhasesAreThoseOfTheReferenceServer()
    {
        Assert.Null(Configure("LogMessage \"all %{REQUEST_URI}\" hook=all"));
        await _server.SendAsync("GET", "/x.txt");
        Assert.Equal(Enumerable.Repeat("all /x.txt", 11), Messages());
    }

    [Theory]
    [InlineData("LogMessage default", "/x.txt", "default")]
    [InlineData("LogMessage m hook=fixups expr=%{QUERY_STRING}=='a'", "/x.txt?a", "m")]
    [InlineData("LogMessage m hook=fixups expr=%{QUERY_STRING}=='a'", "/x.txt?b", null)]
    [InlineData("<Location /x.txt>\nLogMessage m hook=quick_handler\n</Location>", "/x.txt", null)]
    [InlineData("<Location /x.txt>\nLogMessage m hook=pre_translate_name\n</Location>", "/x.txt", "m")]
    [InlineData("LogMessage m hook=check_authn", "/x.txt", null)]
    [InlineData("LogMessage m\nLogLevel warn", "/x.txt", null)]
    public async Task AMessageWaitsForItsPhaseAndCondition(string directives, string target, string? expected)
    {
        Assert.Null(Configure(directives));
        await _server.SendAsync("GET", target);
        Assert.Equal(expected is null ? [] : [expected], Messages());
    }

    [Fact]
    public async Task WithDebugALineTellsWhereItComesFrom()
    {
        Assert.Null(Configure("LogLevel log_debug:debug\nLogMessage m hook=handler"));
        await _server.SendAsync("GET", "/x.txt");
        Assert.Matches(@"^m \(handler hook, .*/httpd\.conf:\d+\)$", Assert.Single(Messages()));
    }

    [Theory]
    [InlineData("LogMessage a hook=foo", "Invalid hook name: foo")]
    [InlineData("LogMessage a hook=", "Invalid hook name: ")]
    [InlineData("LogMessage a foo=bar", "Invalid argument foo=bar")]
    [InlineData("LogMessage a%{x", "Could not parse message expression 'a%{x': ")]
    [InlineData("LogMessage a expr=%{", "Could not parse expression '%{': ")]
    public void RefusesWithItsReason(string directive, string reason) => Assert.Contains(reason, Configure(directive), StringComparison.Ordinal);

    private string[] Messages() => [.. _server.Log.Records.Where(static record => record.Module == "log_debug" && record.Level == LogLevel.Info).Select(static record => record.Message)];

    private string? Configure(string directives) => _server.Read(
        $"ServerName www.example.com\nListen 127.0.0.1:8123\nDocumentRoot {_server.Root}\n<Directory {_server.Root}>\nRequire all granted\n</Directory>\nLogLevel log_debug:info\n{directives}\n",
        "authz_core", "log_debug");
}
