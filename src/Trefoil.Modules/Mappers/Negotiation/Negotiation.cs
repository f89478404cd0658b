using Trefoil.Http.Messages;

namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>One negotiation: what the client accepts, and the variants there are.</summary>
internal sealed class Negotiation
{
    /// <summary>The type of whatever a handler makes: preferred where the request brings data for it, else the last resort.</summary>
    internal const string ScriptType = "application/x-httpd-cgi";

    internal Negotiation(Request request)
    {
        Request = request;
        Settings = request.Directory<NegotiationSettings>();
        var filename = request.Filename!;
        Directory = filename[..(filename.LastIndexOf('/') + 1)];
        var fields = request.HeadersIn;
        Types = AcceptItem.ReadList(fields, "Accept") ?? [];
        HasTypeQualities = Types.Exists(static item => item.Quality < 1);
        if (!fields.Contains("Accept"))
            Types.Add(new AcceptItem("*/*", 1, 0, ""));
        Languages = AcceptItem.ReadList(fields, "Accept-Language");
        Charsets = AcceptItem.ReadList(fields, "Accept-Charset");
        Encodings = AcceptItem.ReadList(fields, "Accept-Encoding");
    }

    internal Request Request { get; }

    internal NegotiationSettings Settings { get; }

    internal string Directory { get; }

    internal List<Variant> Variants { get; } = [];

    internal List<AcceptItem> Types { get; }

    internal bool HasTypeQualities { get; }

    internal List<AcceptItem>? Languages { get; }

    internal List<AcceptItem>? Charsets { get; }

    internal List<AcceptItem>? Encodings { get; }

    /// <summary>Every variant is a neighbour, so that a client may choose itself (RFC 2295).</summary>
    internal bool IsTransparent { get; set; }

    internal bool ClientIsTransparent { get; private set; }

    internal bool SendsAlternates { get; set; }

    internal bool MayChoose { get; private set; } = true;

    /// <summary>The client wants the remote algorithm of RFC 2296.</summary>
    internal bool UsesRemoteAlgorithm { get; private set; }

    /// <summary>The client knows what it sends: no allowances for browsers that do not.</summary>
    internal bool TakesFieldsLiterally { get; private set; }

    internal void ReadNegotiateField()
    {
        if (Request.HeadersIn.GetJoined("Negotiate") is not { } field)
            return;
        // Lynx says so without meaning it.
        if (field == "trans" && Request.HeadersIn.Get("User-Agent")?.StartsWith("Lynx", StringComparison.Ordinal) == true)
            return;
        MayChoose = false;
        foreach (var word in field.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var token = word.ToLowerInvariant();
            if (token is not ("trans" or "vlist" or "guess-small" or "*") && !char.IsAsciiDigit(token[0]))
                continue;
            ClientIsTransparent = true;
            SendsAlternates = true;
            if (token is not ("1.0" or "*"))
                continue;
            MayChoose = true;
            TakesFieldsLiterally = true;
            UsesRemoteAlgorithm |= token == "1.0";
        }
    }

    internal void AddScriptType(bool prefersScripts) =>
        Types.Add(new AcceptItem(ScriptType, UsesRemoteAlgorithm ? 0 : prefersScripts ? 2 : 0.001f, 0, ""));
}
