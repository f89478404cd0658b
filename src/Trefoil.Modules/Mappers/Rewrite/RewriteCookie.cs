using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>The CO flag: NAME:VALUE:DOMAIN[:lifetime[:path[:secure[:httponly[:samesite]]]]], with ";" for ":" after a leading ";".</summary>
internal static class RewriteCookie
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    internal static void Set(in RewriteLog log, Request request, string text)
    {
        var separator = text.StartsWith(';') ? ';' : ':';
        var fields = text.Split(separator, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 3)
            return;
        var outermost = request.Outermost;
        var alreadySet = outermost.State.GetOrCreate<CookieNames>().Names;
        if (!alreadySet.Add(fields[0]))
        {
            if (log.Traces(5))
                log.TraceOutside(5, $"skipping already set cookie '{fields[0]}'");
            return;
        }
        var cookie = Build(fields, request.Time);
        outermost.ErrorHeadersOut.Add("Set-Cookie", cookie);
        request.IsCacheable = false;
        outermost.IsCacheable = false;
        if (log.Traces(5))
            log.TraceOutside(5, $"setting cookie '{cookie}'");
    }

    private static string Build(string[] fields, long now)
    {
        var cookie = new StringBuilder();
        cookie.Append(fields[0]).Append('=').Append(fields[1]);
        cookie.Append("; path=").Append(Field(fields, 4) ?? "/").Append("; domain=").Append(fields[2]);
        if (Field(fields, 3) is { } lifetime && RuleFlagReader.LeadingInteger(lifetime) is var minutes and not 0)
        {
            var time = DateTimeOffset.UnixEpoch.AddTicks(now * 10).AddMinutes(minutes);
            cookie.Append(CultureInfo.InvariantCulture,
                $"; expires={Days[(int)time.DayOfWeek]}, {time.Day:00}-{Months[time.Month - 1]}-{time.Year:0000} {time.Hour:00}:{time.Minute:00}:{time.Second:00} GMT");
        }
        if (Says(fields, 5, "secure"))
            cookie.Append("; secure");
        if (Says(fields, 6, "HttpOnly"))
            cookie.Append("; HttpOnly");
        if (Field(fields, 7) is { } sameSite && sameSite != "0" && !sameSite.Equals("false", StringComparison.OrdinalIgnoreCase))
            cookie.Append("; SameSite=").Append(sameSite);
        return cookie.ToString();
    }

    private static string? Field(string[] fields, int index) => index < fields.Length ? fields[index] : null;

    private static bool Says(string[] fields, int index, string word) =>
        Field(fields, index) is { } field
        && (field == "1" || field.Equals("true", StringComparison.OrdinalIgnoreCase) || field.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Names of the cookies that this request sets already.</summary>
    private sealed class CookieNames
    {
        internal HashSet<string> Names { get; } = [];
    }
}
