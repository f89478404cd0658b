using System.Text;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Replaces "${NAME}" by the request's environment, where a mapping says interpolate and ProxyPassInterpolateEnv is on.</summary>
internal static class Interpolation
{
    internal static string Apply(Request request, string text)
    {
        var start = text.IndexOf("${", StringComparison.Ordinal);
        if (start < 0)
            return text;
        var result = new StringBuilder();
        var at = 0;
        while (start >= 0)
        {
            var end = text.IndexOf('}', start);
            if (end < 0)
                break;
            result.Append(text, at, start - at);
            result.Append(request.HasEnvironment ? request.Environment.Get(text[(start + 2)..end]) : null);
            at = end + 1;
            start = text.IndexOf("${", at, StringComparison.Ordinal);
        }
        return result.Append(text, at, text.Length - at).ToString();
    }
}
