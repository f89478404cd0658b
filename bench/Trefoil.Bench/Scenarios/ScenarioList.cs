namespace Trefoil.Bench.Scenarios;

/// <summary>Every scenario, in the order of the report.</summary>
internal static class ScenarioList
{
    internal static readonly Scenario[] All =
    [
        new("1k", "1 KB file, 64 connections") { IsQuick = true },
        new("1k-8", "1 KB file, 8 connections") { Connections = 8 },
        new("1k-512", "1 KB file, 512 connections") { Connections = 512 },
        new("1k-log", "1 KB file with combined access log") { HasAccessLog = true, IsQuick = true },
        new("10k", "10 KB file") { Path = "/10k.html" },
        new("100k", "100 KB file") { Path = "/100k.html", IsQuick = true },
        new("5m", "5 MB file, 8 connections") { Path = "/5m.bin", Connections = 8 },
        new("304", "conditional request for an unchanged file") { IsConditional = true },
        new("404", "a path that is not there") { Path = "/absent.html" },
        new("close", "a connection for each request") { ClosesConnections = true, IsQuick = true },
        new("pipeline", "16 requests at once on each connection") { Pipeline = 16 },
        new("idle-10k", "64 active beside 10,000 idle keep-alive connections") { IdleConnections = 10_000 },
        new("htaccess", "10 directories deep with .htaccess allowed") { Path = "/a/b/c/d/e/f/g/h/i/j/1k.html", AllowsHtaccess = true },
    ];
}
