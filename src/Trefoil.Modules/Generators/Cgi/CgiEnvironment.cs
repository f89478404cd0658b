using System.Globalization;
using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>
/// The variables of RFC 3875 and Apache's own, put into request.Environment for everything that runs or asks a program: CGI, FastCGI, SCGI, uwsgi,
/// server-side includes. Those that are there already keep their place and get the new value.
/// </summary>
internal static class CgiEnvironment
{
    private const string DefaultPath = "/bin:/usr/bin:/usr/ucb:/usr/bsd:/usr/local/bin";

    private static readonly string? ServerPath = OfServer("PATH");
    private static readonly string? LibraryPath = OfServer("LD_LIBRARY_PATH");

    /// <summary>Both parts.</summary>
    internal static ValueTask AddAsync(Request request)
    {
        AddCommon(request);
        return AddScriptAsync(request);
    }

    /// <summary>Header fields, server, client and file (ap_add_common_vars).</summary>
    internal static void AddCommon(Request request)
    {
        var environment = request.Environment;
        RemoveRepeated(environment);
        AddHeaders(request, environment);
        environment.Set("PATH", environment.Get("PATH") ?? ServerPath ?? DefaultPath);
        if (LibraryPath is not null)
            environment.Set("LD_LIBRARY_PATH", LibraryPath);
        environment.Set("SERVER_SIGNATURE", Http.Errors.ServerSignature.Make(request, ""));
        environment.Set("SERVER_SOFTWARE", ServerBanner.Of(request.Runtime.Configuration));
        environment.Set("SERVER_NAME", HtmlEscape.Escape(CanonicalName.ServerNameForUrl(request)));
        environment.Set("SERVER_ADDR", request.Connection.LocalAddress.ToString());
        environment.Set("SERVER_PORT", CanonicalName.Port(request).ToString(CultureInfo.InvariantCulture));
        var address = request.ClientAddress.ToString();
        if (RemoteHostName.Of(request) is var host && host != address)
            environment.Set("REMOTE_HOST", host);
        environment.Set("REMOTE_ADDR", address);
        environment.Set("DOCUMENT_ROOT", request.DocumentRoot);
        environment.Set("REQUEST_SCHEME", request.Scheme);
        environment.Set("CONTEXT_PREFIX", request.ContextPrefix);
        environment.Set("CONTEXT_DOCUMENT_ROOT", request.ContextDocumentRoot ?? request.DocumentRoot);
        environment.Set("SERVER_ADMIN", request.ForServer<CoreServerSettings>().ServerAdmin);
        if (request.Filename is { } filename)
            environment.Set("SCRIPT_FILENAME", filename);
        var port = request.UserAgentAddress is null ? request.Connection.RemotePort : request.UserAgentPort;
        environment.Set("REMOTE_PORT", port.ToString(CultureInfo.InvariantCulture));
        AddUser(request, environment);
        AddRedirect(request, environment);
    }

    /// <summary>Method, URI and what of it names the script (ap_add_cgi_vars).</summary>
    internal static ValueTask AddScriptAsync(Request request)
    {
        var environment = request.Environment;
        environment.Set("GATEWAY_INTERFACE", "CGI/1.1");
        environment.Set("SERVER_PROTOCOL", request.Protocol);
        environment.Set("REQUEST_METHOD", request.Method);
        environment.Set("QUERY_STRING", request.QueryString ?? "");
        var wantsCurrent = request.Directory<CoreDirectorySettings>().CgiVariableRules?.GetValueOrDefault("REQUEST_URI") == "current-uri";
        environment.Set("REQUEST_URI", wantsCurrent ? request.Uri : OriginalTarget(request.RequestLine));
        if (request.PathInfo is not { Length: > 0 } pathInfo)
        {
            environment.Set("SCRIPT_NAME", request.Uri);
            return default;
        }
        // An included document was given the URI of the script and the path of the request around it.
        environment.Set("SCRIPT_NAME", request.Protocol == "INCLUDED" ? request.Uri : request.Uri[..ScriptNameLength(request.Uri, pathInfo)]);
        environment.Set("PATH_INFO", pathInfo);
        return TranslatePathInfoAsync(request, pathInfo);
    }

    /// <summary>The name of the variable for a header field; null where the name has other letters than letters, digits and "-" and so might imitate another field.</summary>
    internal static string? VariableName(string header)
    {
        foreach (var letter in header)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
                return null;
        }
        return string.Create(header.Length + 5, header, static (span, name) =>
        {
            "HTTP_".CopyTo(span);
            for (var i = 0; i < name.Length; i++)
                span[i + 5] = name[i] == '-' ? '_' : char.ToUpperInvariant(name[i]);
        });
    }

    /// <summary>How much of the URI names the script: all in front of the longest common end of URI and PATH_INFO, up to the next slash.</summary>
    internal static int ScriptNameLength(string uri, string pathInfo)
    {
        var inUri = uri.Length - 1;
        for (var inPath = pathInfo.Length - 1; inUri >= 0 && inPath >= 0 && uri[inUri] == pathInfo[inPath]; inPath--)
            inUri--;
        var end = Math.Max(inUri, 0);
        while (end < uri.Length && uri[end] != '/')
            end++;
        return end;
    }

    /// <summary>The second word of the request line, as it was sent.</summary>
    internal static string OriginalTarget(string requestLine)
    {
        var start = requestLine.IndexOf(' ');
        if (start < 0)
            return "";
        while (start < requestLine.Length && requestLine[start] == ' ')
            start++;
        var end = requestLine.IndexOf(' ', start);
        return end < 0 ? requestLine[start..] : requestLine[start..end];
    }

    private static async ValueTask TranslatePathInfoAsync(Request request, string pathInfo)
    {
        var lookup = await Subrequests.LookupUriAsync(request, UriEscaping.EscapePath(pathInfo));
        if (lookup.Filename is { } filename)
            request.Environment.Set("PATH_TRANSLATED", filename + lookup.PathInfo);
    }

    /// <summary>A variable that was put there twice (by a subrequest and its parent) counts once, with its latest value.</summary>
    private static void RemoveRepeated(HeaderTable environment)
    {
        for (var i = 0; i < environment.Count; i++)
        {
            var name = environment[i].Key;
            var last = i;
            for (var next = i; (next = environment.IndexOf(name, next + 1)) >= 0;)
                last = next;
            if (last > i)
                environment.Set(name, environment[last].Value);
        }
    }

    private static void AddHeaders(Request request, HeaderTable environment)
    {
        var headers = request.HeadersIn;
        for (var i = 0; i < headers.Count; i++)
        {
            var name = headers[i].Key;
            if (headers.IndexOf(name, 0) < i || VariableOf(request, name) is not { } variable)
                continue;
            environment.Set(variable, headers.GetJoined(name)!);
        }
    }

    private static string? VariableOf(Request request, string header)
    {
        if (header.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            return "CONTENT_TYPE";
        if (header.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            return "CONTENT_LENGTH";
        // HTTP_PROXY would be taken for a setting by the libraries of many languages.
        if (header.Equals("Proxy", StringComparison.OrdinalIgnoreCase))
            return null;
        var isCredential = header.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || header.Equals("Proxy-Authorization", StringComparison.OrdinalIgnoreCase);
        return isCredential && !request.Directory<CoreDirectorySettings>().CgiPassAuth ? null : VariableName(header);
    }

    private static void AddUser(Request request, HeaderTable environment)
    {
        if (request.User is { } user)
        {
            environment.Set("REMOTE_USER", user);
        }
        else
        {
            for (var previous = request.Previous; previous is not null; previous = previous.Previous)
            {
                if (previous.User is not { } earlier)
                    continue;
                environment.Set("REDIRECT_REMOTE_USER", earlier);
                break;
            }
        }
        if (request.AuthType is { } type)
            environment.Set("AUTH_TYPE", type);
    }

    private static void AddRedirect(Request request, HeaderTable environment)
    {
        if (request.Previous is not { } previous)
            return;
        var qualifies = request.Directory<CoreDirectorySettings>().QualifyRedirectUrl;
        environment.Set("REDIRECT_URL", qualifies ? CanonicalName.ConstructUrl(previous, previous.Uri) : previous.Uri);
        if (previous.QueryString is { } query)
            environment.Set("REDIRECT_QUERY_STRING", query);
    }

    /// <summary>The runtime decodes the environment as UTF-8; scripts get the bytes.</summary>
    private static string? OfServer(string name) =>
        System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value)) : null;
}
