using System.Globalization;
using Trefoil.Http.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Filters.Include;

/// <summary>The variables that a document starts with: those of a CGI script, and its own.</summary>
internal static class DocumentVariables
{
    private static readonly (string Name, string Variable)[] FromRequest =
    [
        ("SERVER_SOFTWARE", "SERVER_SOFTWARE"), ("SERVER_NAME", "SERVER_NAME"), ("SERVER_ADDR", "SERVER_ADDR"), ("SERVER_PORT", "SERVER_PORT"), ("REMOTE_ADDR", "REMOTE_ADDR"),
        ("DOCUMENT_ROOT", "DOCUMENT_ROOT"), ("REQUEST_SCHEME", "REQUEST_SCHEME"), ("CONTEXT_PREFIX", "CONTEXT_PREFIX"), ("CONTEXT_DOCUMENT_ROOT", "CONTEXT_DOCUMENT_ROOT"),
        ("SERVER_ADMIN", "SERVER_ADMIN"), ("SCRIPT_FILENAME", "SCRIPT_FILENAME"), ("REMOTE_PORT", "REMOTE_PORT"), ("REMOTE_USER", "REMOTE_USER"), ("AUTH_TYPE", "AUTH_TYPE"),
    ];

    internal static void Set(DocumentState state)
    {
        var request = state.Request;
        var environment = request.Environment;
        SetHeaders(request);
        var context = new RequestExpressionContext(request);
        foreach (var (name, variable) in FromRequest)
        {
            if (name == "SERVER_ADDR")
                environment.Set(name, request.Connection.LocalAddress.ToString());
            else if (context.Variable(variable) is { } value)
                environment.Set(name, value);
        }
        environment.Set("GATEWAY_INTERFACE", "CGI/1.1");
        environment.Set("SERVER_PROTOCOL", request.Protocol);
        environment.Set("REQUEST_METHOD", request.Method);
        environment.Set("QUERY_STRING", request.QueryString ?? "");
        environment.Set("REQUEST_URI", request.Original.UnparsedUri);
        environment.Set("SCRIPT_NAME", ScriptName(request));
        if (request.Previous is { } previous)
        {
            environment.Set("REDIRECT_URL", previous.Uri);
            if (previous.QueryString is { } earlier)
                environment.Set("REDIRECT_QUERY_STRING", earlier);
        }
        if (!string.IsNullOrEmpty(request.PathInfo))
            environment.Set("PATH_INFO", request.PathInfo);
        environment.Set("DOCUMENT_URI", request.Uri);
        environment.Set("DOCUMENT_ARGS", request.QueryString ?? "");
        if (!string.IsNullOrEmpty(request.PathInfo))
            environment.Set("DOCUMENT_PATH_INFO", request.PathInfo);
        var filename = request.Filename ?? request.Uri;
        environment.Set("USER_NAME", request.FileStatus.Exists ? AccountNames.User(request.FileStatus.UserId) ?? request.FileStatus.UserId.ToString(CultureInfo.InvariantCulture) : "<unknown>");
        environment.Set("DOCUMENT_NAME", filename[(filename.LastIndexOf('/') + 1)..]);
        if (request.QueryString is { } query)
        {
            UriEscaping.Unescape(query, out var plain);
            environment.Set("QUERY_STRING_UNESCAPED", ShellEscape(plain));
        }
        SetTimes(state);
    }

    /// <summary>The variables whose text follows timefmt.</summary>
    internal static void SetTimes(DocumentState state)
    {
        var environment = state.Request.Environment;
        environment.Set("DATE_LOCAL", state.Time(state.Request.Time, universal: false));
        environment.Set("DATE_GMT", state.Time(state.Request.Time, universal: true));
        environment.Set("LAST_MODIFIED", state.Time(state.Request.FileStatus.ModifiedMicroseconds, universal: false));
    }

    private static void SetHeaders(Request request)
    {
        var headers = request.HeadersIn;
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, value) = headers[i];
            // Credentials are nobody's business, and Proxy would become a variable that programs believe in.
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                request.Environment.Set("CONTENT_TYPE", value);
            else if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                request.Environment.Set("CONTENT_LENGTH", value);
            else if (!name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && !name.Equals("Proxy-Authorization", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("Proxy", StringComparison.OrdinalIgnoreCase))
                request.Environment.Set(VariableName(name), value);
        }
    }

    private static string VariableName(string header) => string.Create(header.Length + 5, header, static (span, name) =>
    {
        "HTTP_".CopyTo(span);
        for (var i = 0; i < name.Length; i++)
            span[i + 5] = char.IsAsciiLetterOrDigit(name[i]) ? char.ToUpperInvariant(name[i]) : '_';
    });

    private static string ScriptName(Request request) =>
        request.PathInfo is { Length: > 0 } info && request.Uri.EndsWith(info, StringComparison.Ordinal) ? request.Uri[..^info.Length] : request.Uri;

    // The unescaped query is made for command lines, so what a shell would act upon is protected.
    private static string ShellEscape(string text)
    {
        const string Special = "&;`'\"|*?~<>^()[]{}$\\\n\xff";
        if (text.AsSpan().IndexOfAny(Special) < 0)
            return text;
        var result = new System.Text.StringBuilder();
        foreach (var c in text)
        {
            if (Special.Contains(c))
                result.Append('\\');
            result.Append(c);
        }
        return result.ToString();
    }
}
