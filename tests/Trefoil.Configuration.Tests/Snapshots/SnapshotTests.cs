using Trefoil.Configuration.Dumps;
using Trefoil.Configuration.Reading;
using Trefoil.Configuration.Snapshots;

namespace Trefoil.Configuration.Tests.Snapshots;

public sealed class SnapshotTests : IDisposable
{
    private const string Text = """
        Define NAME value
        Define Empty
        LoadModule asis_module modules/mod_asis.so
        <Macro Two $a>
        DirectoryIndex $a
        </Macro>
        Log logs/x
        Blob b.txt
        ServerName main
        <VirtualHost 127.0.0.1:80 [::1]:81>
        ServerName ${NAME}
        <Directory /tmp>
        <Files *.txt>
        Raw in "files"
        </Files>
        <If "%{REQUEST_URI} =~ /a/">
        Raw x
        </If>
        </Directory>
        </VirtualHost>
        Use Two index.html
        """;

    private readonly TestServer _server = new();

    [Fact]
    public void AChildMakesTheSameServersWithoutFiles()
    {
        var parent = ReadParent();
        var seen = _server.Modules.Seen.ToList();
        _server.Modules.Seen.Clear();
        var data = Snapshot.Write(parent);
        Directory.Delete(_server.Root, recursive: true);

        var result = Snapshot.Read(data, _server.Modules, new Dictionary<string, int> { [_server.Root + "/logs/x"] = 42 });

        Directory.CreateDirectory(_server.Root);
        Assert.Null(result.ErrorText);
        var child = result.Configuration!;
        Assert.Equal(seen, _server.Modules.Seen);
        Assert.Contains("Blob bytes\xff", seen);
        Assert.True(child.IsChild);
        Assert.Equal(42, child.OpenLog("logs/x", out _));
        Assert.Equal(ConfigurationDump.Directives(parent), ConfigurationDump.Directives(child));
        Assert.Equal(ConfigurationDump.Defines(parent), ConfigurationDump.Defines(child));
        Assert.Equal(parent.Modules.Select(static m => m.Identifier), child.Modules.Select(static m => m.Identifier));
        Assert.Equal(VirtualHostDump.Write(parent), VirtualHostDump.Write(child));
        var host = Assert.Single(child.VirtualHosts);
        Assert.Equal("value", host.ServerName);
        var directory = Assert.Single(host.Directories);
        Assert.Equal("/tmp/", directory.Pattern);
        Assert.Single(directory.Files);
        Assert.NotNull(Assert.Single(directory.Conditions).Condition);
        Assert.Equal(Snapshot.Write(child), data);
    }

    [Fact]
    public void DamageIsFoundNotBelieved()
    {
        var data = Snapshot.Write(ReadParent());
        var none = new Dictionary<string, int>();
        for (var length = 0; length < data.Length; length += 7)
            Assert.NotNull(Snapshot.Read(data.AsSpan(0, length), _server.Modules, none).ErrorText);
        Assert.NotNull(Snapshot.Read([.. data, 0], _server.Modules, none).ErrorText);
        var random = new Random(3);
        for (var i = 0; i < 2000; i++)
        {
            var copy = data.ToArray();
            copy[random.Next(copy.Length)] = (byte)random.Next(256);
            Snapshot.Read(copy, _server.Modules, none);
        }
    }

    public void Dispose() => _server.Dispose();

    private HttpdConfiguration ReadParent()
    {
        _server.Write("b.txt", "bytes\xff");
        _server.Write("httpd.conf", Text);
        var result = _server.Read(logs: new FakeLogs());
        Assert.Null(result.ErrorText);
        return result.Configuration!;
    }

    private sealed class FakeLogs : ILogOpener
    {
        public int Open(string destination, out string? error)
        {
            error = null;
            return 7;
        }
    }
}
