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

    /// <summary>The header's value in Apache's order (tools compare it): HEAD beside GET, TRACE last where the server lets it.</summary>
    public static string Make(Request request)
    {
        var text = new StringBuilder();
        for (var number = HttpMethods.Count - 1; number >= 0; number--)
        {
            if (number is not (HttpMethods.Get or HttpMethods.Post or HttpMethods.Options or HttpMethods.Trace or HttpMethods.Invalid))
                AppendIfAllowed(text, request, number);
        }
        AppendIfAllowed(text, request, HttpMethods.Post);
        AppendIfAllowed(text, request, HttpMethods.Options);
        if (IsAllowed(request, HttpMethods.Get))
            Append(text, "HEAD");
        AppendIfAllowed(text, request, HttpMethods.Get);
        if (request.ForServer<CoreServerSettings>().Trace != TraceMode.Off)
            Append(text, "TRACE");
        return text.ToString();
    }

    private static bool IsAllowed(Request request, int number) => (request.AllowedMethods & (1UL << number)) != 0;

    private static void AppendIfAllowed(StringBuilder text, Request request, int number)
    {
        if (IsAllowed(request, number))
            Append(text, HttpMethods.NameOf(number));
    }

    private static void Append(StringBuilder text, string name)
    {
        if (text.Length > 0)
            text.Append(',');
        text.Append(name);
    }
}
