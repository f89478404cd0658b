namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>The forensic log has a line in front of every request and one behind it, under the same name.</summary>
public sealed class ForensicLogTests
{
    [ServerTheory]
    [InlineData("event", "unique_id")]
    [InlineData("event", "mime")]
    [InlineData("prefork", "mime")]
    public void EveryRequestHasTwoLines(string mpm, string module)
    {
        using var scratch = new ScratchFolder();
        var root = scratch.Folder("root");
        Directory.CreateDirectory(root + "/www");
        File.WriteAllText(root + "/www/a.txt", "text");
        var config = ConfigTemplate.Framed(mpm, ["authz_core", "mime", "log_config", "log_forensic", module],
            "TypesConfig /dev/null\nDocumentRoot @ROOT@/www\n<Directory @ROOT@>\nRequire all granted\n</Directory>\nForensicLog @RUN@/forensic_log\nCustomLog @RUN@/access_log %{forensic-id}n\n");
        using var server = RunningServer.Start(ServerUnderTest.Program, config, scratch.Folder("run"), root);
        for (var i = 0; i < 3; i++)
        {
            using var client = new RawClient(server.Port);
            client.Send("GET /a.txt HTTP/1.1\r\nHost: a:80\r\nX: b|c%\r\nConnection: close\r\n\r\n");
            Assert.Contains("text", client.ReadToEnd().Text, StringComparison.Ordinal);
        }

        string[] Lines() => File.Exists(server.RunFolder + "/forensic_log") ? File.ReadAllLines(server.RunFolder + "/forensic_log") : [];
        Wait.For("all lines", () => Lines().Length == 6);
        var begun = Lines().Where(line => line[0] == '+').ToArray();
        var ended = Lines().Where(line => line[0] == '-').Select(line => line[1..]).ToHashSet();
        Assert.All(begun, line => Assert.EndsWith("|GET /a.txt HTTP/1.1|Host:a%3a80|X:b%7cc%25|Connection:close", line, StringComparison.Ordinal));
        Assert.Equal(begun.Select(line => line[1..line.IndexOf('|', StringComparison.Ordinal)]).ToHashSet(), ended);
        Assert.Equal(3, ended.Count);
        Wait.For("the access log", () => server.AccessLog.Count(letter => letter == '\n') == 3);
        Assert.Equal(ended, server.AccessLog.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
    }
}
