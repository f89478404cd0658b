using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Errors;

/// <summary>The Allow header, and the methods that go into it.</summary>
public static class AllowHeader
{
    /// <summary>Adds methods by number to those that the resource takes.</summary>
    public static void Add(Request request, params ReadOnlySpan<int> methods)
    {
        foreach (var method in methods)
            request.AllowedMethods |= 1UL << method;
    }

    /// <summary>The header's value: HEAD beside GET, TRACE where the server lets it.</summary>
    public static string Make(Request request)
    {
        var text = new StringBuilder();
        for (var number = 0; number < HttpMethods.Count; number++)
        {
            if ((request.AllowedMethods & (1UL << number)) == 0 || number is HttpMethods.Trace or HttpMethods.Invalid)
                continue;
            Append(text, HttpMethods.NameOf(number));
            if (number == HttpMethods.Get)
                Append(text, "HEAD");
        }
        if (request.ForServer<CoreServerSettings>().Trace != TraceMode.Off)
            Append(text, "TRACE");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name)
    {
        if (text.Length > 0)
            text.Append(',');
        text.Append(name);
    }
}
