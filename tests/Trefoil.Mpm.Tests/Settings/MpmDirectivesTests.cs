using Trefoil.Configuration;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Mpm.EchoServer;
using Trefoil.Mpm.Event;
using Trefoil.Mpm.Prefork;
using Trefoil.Mpm.Settings;
using Trefoil.Mpm.Unixd;
using Trefoil.Mpm.Worker;

namespace Trefoil.Mpm.Tests.Settings;

public sealed class MpmDirectivesTests
{
    [Theory]
    [InlineData("AsyncRequestWorkerFactor 0", "AsyncRequestWorkerFactor argument must be a positive number")]
    [InlineData("AsyncRequestWorkerFactor -1", "AsyncRequestWorkerFactor argument must be a positive number")]
    [InlineData("AsyncRequestWorkerFactor abc", "error parsing value")]
    [InlineData("ListenBacklog 0", "ListenBacklog must be > 0")]
    [InlineData("ListenCoresBucketsRatio 0", "ListenCoresBucketsRatio must be > 0")]
    [InlineData("ListenTCPDeferAccept 0", "ListenTCPDeferAccept must be > 0")]
    [InlineData("SendBufferSize 100", "SendBufferSize must be >= 512 bytes, or 0 for system default.")]
    [InlineData("ReceiveBufferSize 100", "ReceiveBufferSize must be >= 512 bytes, or 0 for system default.")]
    [InlineData("MaxMemFree -1", "Invalid MaxMemFree value: -1")]
    [InlineData("ThreadStackSize -1", "Invalid ThreadStackSize value: -1")]
    [InlineData("CoreDumpDirectory /nosuch", "CoreDumpDirectory /nosuch does not exist")]
    [InlineData("CoreDumpDirectory /etc/passwd", "CoreDumpDirectory /etc/passwd is not a directory")]
    [InlineData("Listen localhost", "Port must be specified")]
    [InlineData("Listen 99999", "Invalid address or port")]
    [InlineData("Listen [::1]", "Port must be specified")]
    [InlineData("Listen ::1:80", "Invalid address or port")]
    [InlineData("Listen 80 http x", "Listen requires 1 or 2 arguments.")]
    [InlineData("ServerLimit 10k", "ServerLimit must be a whole number, not '10k'")]
    [InlineData("MaxRequestWorkers abc", "MaxRequestWorkers must be a whole number, not 'abc'")]
    [InlineData("Mutex bogus", "Invalid Mutex argument bogus (Mutex mechanisms are: 'none', 'default', 'flock:/path/to/file', 'fcntl:/path/to/file', 'file:/path/to/file', 'pthread', 'sysvsem', 'posixsem', 'sem')")]
    [InlineData("Mutex sem nosuch", "Mutex type nosuch is not valid")]
    public void BadArgumentsAreRefused(string line, string error) => Assert.Equal(error, Apply(new EventModule(), out _, line));

    [Fact]
    public void TheSameListenTwiceIsRefused() =>
        Assert.Equal("Cannot define multiple Listeners on the same IP:port", Apply(new EventModule(), out _, "Listen 127.0.0.1:80", "Listen 127.0.0.1:80"));

    [Fact]
    public void NoneIsNoMutexForAccepting() => Assert.Equal("None is not allowed for mutex type mpm-accept", Apply(new PreforkModule(), out _, "Mutex none mpm-accept"));

    [Fact]
    public void EventAcceptsAMutexLineOfOtherMpms()
    {
        Assert.Null(Apply(new EventModule(), out var context, "Mutex sem mpm-accept"));
        Assert.Null(context.Modules[0].PostConfig(context));
        Assert.Contains(context.Reports, report => report.Message.StartsWith("Mutex mpm-accept has no effect"));
    }

    [Theory]
    [InlineData("80", null, 80, "http")]
    [InlineData("443", null, 443, "https")]
    [InlineData("*:81", null, 81, "http")]
    [InlineData("127.0.0.1:8443 HTTPS", "127.0.0.1", 8443, "https")]
    [InlineData("[2001:db8::1]:80", "2001:db8::1", 80, "http")]
    public void ListenForms(string arguments, string? host, int port, string protocol) =>
        Assert.Equal(new ListenEntry(host, port, protocol), ListenEntry.Parse(arguments.Split(' '), out _));

    [Fact]
    public void MpmsKnowOnlyTheirOwnDirectives()
    {
        Assert.DoesNotContain(new PreforkModule().Directives, row => row.Name is "ThreadsPerChild" or "ThreadLimit" or "MinSpareThreads");
        Assert.DoesNotContain(new WorkerModule().Directives, row => row.Name is "AsyncRequestWorkerFactor" or "MinSpareServers");
        Assert.DoesNotContain(new EventModule().Directives, row => row.Name is "MaxSpareServers");
    }

    [Fact]
    public void ExactlyOneMpmMustBeLoaded()
    {
        Assert.NotNull(MpmModule.Find(new EchoContext([new EventModule()], "/"), out _));
        Assert.Null(MpmModule.Find(new EchoContext([], "/"), out var none));
        Assert.Equal("Configuration error: No MPM loaded.", none);
        Assert.Null(MpmModule.Find(new EchoContext([new EventModule(), new WorkerModule()], "/"), out var two));
        Assert.Equal("Configuration error: More than one MPM loaded.", two);
    }

    [Theory]
    [InlineData("User nosuchuser", "bad user name nosuchuser")]
    [InlineData("Group nosuchgroup", "bad group name nosuchgroup")]
    [InlineData("ChrootDir /nosuch", "ChrootDir must be a valid directory")]
    public void IdentitiesThatDoNotExistAreRefused(string line, string error) => Assert.Equal(error, Apply(new EventModule(), out _, line));

    [Fact]
    public void RootIsNoUserToServeAs() => Assert.StartsWith("Error:\n", Apply(new EventModule(), out _, "User root"));

    [Fact]
    public void NumbersStandForUsers()
    {
        Assert.Null(Apply(new EventModule(), out var context, "User #33", "Group #34"));
        var settings = context.MainServer.Settings.Get<UnixdSettings>();
        Assert.Equal((33u, 34u), (settings.User, settings.Group));
    }

    private static string? Apply(MpmModule mpm, out EchoContext context, params string[] lines)
    {
        context = new EchoContext([mpm, new UnixdModule()], "/");
        string? error = null;
        foreach (var line in lines)
        {
            var space = line.IndexOf(' ');
            var (name, rest) = (line[..space], line[(space + 1)..]);
            var row = context.Modules.SelectMany(module => module.Directives).Single(row => row.Name == name);
            var scope = new DirectiveScope(context, context.MainServer, new SettingsVector(), new Directive(name, rest, new SourceLocation("test", 1)));
            error ??= row.Handler(scope, row.Kind == ArgumentKind.RawArgs ? [rest] : rest.Split(' '));
        }
        return error;
    }
}
