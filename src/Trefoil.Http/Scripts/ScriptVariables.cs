using System.Globalization;
using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;

namespace Trefoil.Http.Scripts;

/// <summary>The variables that programs behind the server are told about a request, for CGI and everything that speaks like it (RFC 3875, 4.1).</summary>
public static class ScriptVariables
{
    private const string DefaultPath = "/bin:/usr/bin:/usr/ucb:/usr/bsd:/usr/local/bin";

    private static readonly string Path = OwnVariable("PATH") is { Length: > 0 } path ? path : DefaultPath;
    private static readonly string? LibraryPath = OwnVariable("LD_LIBRARY_PATH");

    /// <summary>Sets what does not depend on the protocol behind (ap_add_common_vars) in the request's environment.</summary>
    public static void AddCommon(Request request)
    {
        request.IsCacheable = false;
        var variables = request.Environment;
        AddHeaders(request, variables);
        variables.Set("PATH", Path);
        if (LibraryPath is not null)
            variables.Set("LD_LIBRARY_PATH", LibraryPath);
        variables.Set("SERVER_SIGNATURE", ServerSignature.Make(request, ""));
        variables.Set("SERVER_SOFTWARE", ServerBanner.Of(request.Runtime.Configuration));
        variables.Set("SERVER_NAME", HtmlEscape.Escape(CanonicalName.ServerNameForUrl(request)));
        variables.Set("SERVER_ADDR", request.Connection.LocalAddress.ToString());
        variables.Set("SERVER_PORT", Number(CanonicalName.Port(request)));
        var address = request.ClientAddress.ToString();
        if (request.Directory<CoreDirectorySettings>().HostnameLookups != HostnameLookupMode.Off && RemoteHostName.Of(request) is { } host && host != address)
            variables.Set("REMOTE_HOST", host);
        variables.Set("REMOTE_ADDR", address);
        variables.Set("DOCUMENT_ROOT", request.DocumentRoot);
        variables.Set("REQUEST_SCHEME", request.Scheme);
        variables.Set("CONTEXT_PREFIX", request.ContextPrefix);
        variables.Set("CONTEXT_DOCUMENT_ROOT", request.ContextDocumentRoot ?? request.DocumentRoot);
        variables.Set("SERVER_ADMIN", request.ForServer<CoreServerSettings>().ServerAdmin);
        var filename = request.Filename ?? "";
        var question = request.NotesOrNull?.Contains("proxy-noquery") == true ? filename.IndexOf('?') : -1;
        variables.Set("SCRIPT_FILENAME", question < 0 ? filename : filename[..question]);
        variables.Set("REMOTE_PORT", Number(request.UserAgentAddress is null ? request.Connection.RemotePort : request.UserAgentPort));
        if (request.User is { } user)
            variables.Set("REMOTE_USER", user);
        else if (EarlierUser(request) is { } earlier)
            variables.Set("REDIRECT_REMOTE_USER", earlier);
        if (request.AuthType is { } authentication)
            variables.Set("AUTH_TYPE", authentication);
        if (request.Previous is { } previous)
            AddPrevious(request, previous, variables);
    }

    /// <summary>Sets what CGI adds (ap_add_cgi_vars); behind <see cref="AddCommon"/>.</summary>
    public static async ValueTask AddCgiAsync(Request request)
    {
        var variables = request.Environment;
        variables.Set("GATEWAY_INTERFACE", "CGI/1.1");
        variables.Set("SERVER_PROTOCOL", request.Protocol);
        variables.Set("REQUEST_METHOD", request.Method);
        variables.Set("QUERY_STRING", request.QueryString ?? "");
        var rules = request.Directory<CoreDirectorySettings>().CgiVariableRules;
        var isCurrent = rules?.GetValueOrDefault("REQUEST_URI") == "current-uri";
        variables.Set("REQUEST_URI", isCurrent ? request.Uri : OriginalUri(request));
        var info = request.PathInfo;
        if (string.IsNullOrEmpty(info))
        {
            variables.Set("SCRIPT_NAME", request.Uri);
            return;
        }
        variables.Set("SCRIPT_NAME", request.Protocol == "INCLUDED" ? request.Uri : request.Uri[..PathInfoStart(request.Uri, info)]);
        variables.Set("PATH_INFO", info);
        var found = await Subrequests.LookupUriAsync(request, UriEscaping.EscapeUri(info));
        if (found.Filename is { } filename)
            variables.Set("PATH_TRANSLATED", filename + found.PathInfo);
    }

    /// <summary>Name of the variable of a header field; null for a name that could be taken for another's.</summary>
    internal static string? NameOf(string header)
    {
        foreach (var c in header)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                return null;
        }
        return string.Create(header.Length + 5, header, static (span, name) =>
        {
            "HTTP_".CopyTo(span);
            for (var i = 0; i < name.Length; i++)
                span[i + 5] = name[i] == '-' ? '_' : char.ToUpperInvariant(name[i]);
        });
    }

    /// <summary>Where the trailing path begins in a URI that ends with it, runs of slashes counting as one (ap_find_path_info).</summary>
    internal static int PathInfoStart(string uri, string info)
    {
        var u = uri.Length - 1;
        var i = info.Length - 1;
        while (u >= 0 && i >= 0 && uri[u] == info[i])
        {
            if (info[i] == '/')
            {
                while (u > 0 && uri[u - 1] == '/')
                    u--;
            }
            u--;
            i--;
        }
        u = Math.Max(u, 0);
        while (u < uri.Length && uri[u] != '/')
            u++;
        return u;
    }

    private static void AddHeaders(Request request, HeaderTable variables)
    {
        var headers = request.HeadersIn;
        var passesCredentials = request.Directory<CoreDirectorySettings>().CgiPassAuth;
        for (var i = 0; i < headers.Count; i++)
        {
            var name = headers[i].Key;
            if (headers.IndexOf(name, 0) != i)
                continue;
            var value = headers.GetJoined(name)!;
            if (Is(name, "Content-Type"))
                variables.Set("CONTENT_TYPE", value);
            else if (Is(name, "Content-Length"))
                variables.Set("CONTENT_LENGTH", value);
            // HTTP_PROXY is a variable that programs believe in, so a client must not be able to set it.
            else if (!Is(name, "Proxy") && (passesCredentials || !(Is(name, "Authorization") || Is(name, "Proxy-Authorization"))) && NameOf(name) is { } variable)
                variables.Set(variable, value);
        }
    }

    private static void AddPrevious(Request request, Request previous, HeaderTable variables)
    {
        var url = request.Directory<CoreDirectorySettings>().QualifyRedirectUrl ? CanonicalName.ConstructUrl(previous, previous.Uri) : previous.Uri;
        variables.Set("REDIRECT_URL", url);
        if (previous.QueryString is { } query)
            variables.Set("REDIRECT_QUERY_STRING", query);
    }

    private static string? EarlierUser(Request request)
    {
        for (var at = request.Previous; at is not null; at = at.Previous)
        {
            if (at.User is { } user)
                return user;
        }
        return null;
    }

    /// <summary>The target of the request line; of an absolute one the part behind the host.</summary>
    private static string OriginalUri(Request request)
    {
        var line = request.RequestLine;
        var start = line.IndexOf(' ');
        if (start < 0)
            return "";
        while (start < line.Length && line[start] == ' ')
            start++;
        var end = line.IndexOf(' ', start);
        var target = end < 0 ? line[start..] : line[start..end];
        if (target.StartsWith('/'))
            return target;
        var colon = target.IndexOf(':');
        if (colon < 0 || !target.AsSpan(colon + 1).StartsWith("//"))
            return target;
        var slash = target.IndexOf('/', colon + 3);
        return slash < 0 ? "" : target[slash..];
    }

    private static bool Is(string name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The runtime decodes the environment as UTF-8; scripts get the bytes.</summary>
    private static string? OwnVariable(string name) =>
        System.Environment.GetEnvironmentVariable(name) is { } value ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value)) : null;
}
