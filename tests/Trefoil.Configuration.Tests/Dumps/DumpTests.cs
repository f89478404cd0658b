using Trefoil.Configuration.Dumps;

namespace Trefoil.Configuration.Tests.Dumps;

/// <summary>The layout is that of the real apache2.</summary>
public sealed class DumpTests : IDisposable
{
    private readonly TestServer _server = new();

    [Fact]
    public void IncludesAndDirectives()
    {
        _server.Write("i1.conf", "Include i2.conf\nRaw b\n");
        _server.Write("i2.conf", "<Directory /x>\n  AllowOverride \"None\"\n</Directory>\n");
        _server.Write("d/x.conf", "Raw c\n");
        var configuration = _server.Accept("DocumentRoot /tmp\nInclude i1.conf\n<VirtualHost *:80>\nRaw a\nInclude d/*.conf\n</VirtualHost>\nDefine A b\nDefine C\nNone\n");
        Assert.Equal(
            """
            Included configuration files:
              (*) ROOT/httpd.conf
                (2) ROOT/i1.conf
                  (1) ROOT/i2.conf
                (5) ROOT/d/x.conf

            """,
            ConfigurationDump.Includes(configuration).Replace(_server.Root, "ROOT"));
        Assert.Equal(
            """
            # In file: ROOT/httpd.conf
            #   1:
            DocumentRoot /tmp
            # In file: ROOT/i2.conf
            #   1:
            <Directory /x>
              #   2:
              AllowOverride "None"
            </Directory>
            # In file: ROOT/i1.conf
            #   2:
            Raw b
            # In file: ROOT/httpd.conf
            #   3:
            <VirtualHost *:80>
              #   4:
              Raw a
            # In file: ROOT/d/x.conf
              #   1:
              Raw c
            # In file: ROOT/httpd.conf
            </VirtualHost>
            #   9:
            None

            """,
            ConfigurationDump.Directives(configuration).Replace(_server.Root, "ROOT"));
        Assert.Equal("Define: A=b\nDefine: C\n", ConfigurationDump.Defines(configuration));
    }

    public void Dispose() => _server.Dispose();
}
