using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Session;

/// <summary>The session of one request: names with values, and when it ends. As text it is what an HTML form would send, the end under "expiry" in microseconds.</summary>
internal sealed class SessionState
{
    internal const string ExpiryName = "expiry";

    internal HeaderTable Entries { get; } = new();

    /// <summary>Microseconds since 1970; 0 for never.</summary>
    internal long Expiry { get; set; }

    /// <summary>Seconds; 0 for no limit.</summary>
    internal long MaxAge { get; set; }

    internal bool IsDirty { get; set; }

    internal bool IsSaved { get; set; }

    /// <summary>The text that it was read from, or will be saved as.</summary>
    internal string? Encoded { get; set; }

    internal string? Get(string name) => Entries.Get(name);

    /// <summary>Sets a value, or removes it where that is null.</summary>
    internal void Set(string name, string? value)
    {
        if (value is null)
            Entries.Unset(name);
        else
            Entries.Set(name, value);
        IsDirty = true;
    }

    internal void Read(string text)
    {
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var encodedName = equals < 0 ? pair : pair[..equals];
            if (UriEscaping.UnescapeForm(encodedName, out var name) != UnescapeOutcome.Ok)
                continue;
            if (equals < 0 || equals + 1 == pair.Length)
                Entries.Unset(name);
            else if (UriEscaping.UnescapeForm(pair[(equals + 1)..], out var value) != UnescapeOutcome.Ok)
                continue;
            else if (name == ExpiryName)
                Expiry = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : 0;
            else
                Entries.Set(name, value);
        }
    }

    internal string Write()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Entries.Count; i++)
            Append(text, Entries[i].Key, Entries[i].Value);
        if (Expiry != 0)
            Append(text, ExpiryName, Expiry.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string value)
    {
        if (text.Length > 0)
            text.Append('&');
        text.Append(UriEscaping.EscapeForm(name)).Append('=').Append(UriEscaping.EscapeForm(value));
    }
}

/// <summary>A session that was looked for; null where there is none to be had. Kept so that it is read once.</summary>
internal sealed class SessionHolder
{
    internal required SessionState? Session { get; init; }
}
