using Xunit;

namespace Trefoil.Modules.Tests.Proxy.Core;

public sealed class ProxyDirectiveTests
{
    [Theory]
    [InlineData("ProxyPass /a", "ProxyPass|ProxyPassMatch needs a path when not defined in a location")]
    [InlineData("ProxyPass /a http://h/ odd", "Invalid ProxyPass|ProxyPassMatch parameter. Parameter must be in the form 'key=value'.")]
    [InlineData("ProxyPass /a http://h/ odd=1", "ProxyPass unknown Worker parameter")]
    [InlineData("ProxyPass /a http://h/ timeout=0", "ProxyPass Timeout must be at least one second")]
    [InlineData("ProxyPass /a http://h/ lbset=100", "ProxyPass lbset must be between 0 and 99")]
    [InlineData("ProxyPass /a http://h/ status=+X", "ProxyPass Unknown status parameter option")]
    [InlineData("ProxyPass /a h", "ProxyPass URL must be absolute!: h")]
    [InlineData("ProxyPass /a http://h/ mapping=other", "unknown mapping")]
    [InlineData("ProxyPassMatch ( http://h/", "Regular expression could not be compiled.")]
    [InlineData("ProxyPassReverse /a", "ProxyPassReverse needs a path when not defined in a location")]
    [InlineData("ProxyVia maybe", "ProxyVia must be one of: off | on | full | block")]
    [InlineData("ProxyIOBufferSize 5", "ProxyIOBufferSize must be >= 512 bytes, or 0 for system default.")]
    [InlineData("ProxyDomain a", "ProxyDomain: domain name must start with a dot.")]
    [InlineData("ProxyErrorOverride On 200", "ProxyErrorOverride: status codes to intercept must be valid HTTP Status Codes >=400 && <600")]
    [InlineData("ProxyRemote * nothing", "ProxyRemote: Bad syntax for a remote proxy server")]
    [InlineData("ProxySet http://h/ timeout=5", "ProxySet can not find 'http://h/' Worker.")]
    [InlineData("BalancerMember http://h/", "BalancerMember must define remote proxy server")]
    [InlineData("<Proxy balancer://b>\nBalancerMember nothing\n</Proxy>", "BalancerMember URL must be absolute!: nothing")]
    [InlineData("ProxyPass / balancer://b/ lbmethod=none", "ProxyPass unknown lbmethod")]
    public void SaysWhatIsWrong(string directive, string reason)
    {
        using var server = new ConfiguredServer();
        Assert.Contains(reason, server.Read(directive + "\n", "proxy"), StringComparison.Ordinal);
    }

    [Fact]
    public void TakesEveryParameter()
    {
        using var server = new ConfiguredServer();
        Assert.Null(server.Read("""
            ProxyPass /a http://h/ min=1 max=20 smax=5 ttl=60 timeout=5 connectiontimeout=500ms retry=0 ping=100ms acquire=1000 keepalive=On disablereuse=Off flushpackets=auto flushwait=20 iobuffersize=4096 receivebuffersize=4096 responsefieldsize=16384 upgrade=websocket lbset=1 loadfactor=2 route=r redirect=s status=+H secret=x addressttl=30
            ProxyPass /b balancer://b/ stickysession=S|s stickysessionsep=- nofailover=On timeout=3 maxattempts=2 scolonpathdelim=On failonstatus=500,503 failontimeout=On nonce=None growth=3 forcerecovery=Off
            <Proxy balancer://b>
              BalancerMember http://one:8080 loadfactor=2
              ProxySet lbmethod=byrequests
            </Proxy>
            """, "proxy", "slotmem_shm", "lbmethod_byrequests", "proxy_balancer"));
    }

    [Fact]
    public void SharesWorkersThatBeginAlike()
    {
        using var server = new ConfiguredServer();
        Assert.Null(server.Read("ProxyPass /a http://h/\nProxyPass /b http://h/b timeout=5\n", "proxy"));
        Assert.Contains(server.Log.Records, record => record.Code == 1146 && record.Message.Contains("Ignoring parameter 'timeout=5'", StringComparison.Ordinal));
    }
}
