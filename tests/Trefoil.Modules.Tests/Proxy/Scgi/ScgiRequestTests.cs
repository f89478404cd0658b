using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Modules.Proxy.Scgi;

namespace Trefoil.Modules.Tests.Proxy.Scgi;

public sealed class ScgiRequestTests
{
    [Fact]
    public void LengthAndVersionStandFirst()
    {
        var variables = new HeaderTable();
        variables.Add("REQUEST_METHOD", "POST");
        variables.Add("CONTENT_LENGTH", "27");
        variables.Add("GATEWAY_INTERFACE", "CGI/1.1");
        variables.Add("REQUEST_URI", "/deepthought");

        Assert.Equal("70:CONTENT_LENGTH\u000027\0SCGI\u00001\0REQUEST_METHOD\0POST\0REQUEST_URI\0/deepthought\0,", Written(variables));
    }

    [Fact]
    public void WithoutABodyTheLengthIsZero() => Assert.Equal("24:CONTENT_LENGTH\u00000\0SCGI\u00001\0,", Written(new HeaderTable()));

    private static string Written(HeaderTable variables)
    {
        using var buffer = new ByteBuffer(16);
        ScgiRequest.Write(buffer, variables);
        return Encoding.Latin1.GetString(buffer.Written);
    }
}
