using System.Collections.Frozen;

namespace Trefoil.Modules.Mappers.Rewrite;

#pragma warning disable CS1591
/// <summary>The server variables that %{...} knows.</summary>
internal enum Variable
{
    Unknown, ApiVersion, AuthType, ConnRemoteAddr, ContextDocumentRoot, ContextPrefix, DocumentRoot, HttpAccept, HttpCookie, HttpForwarded, HttpHost,
    HttpProxyConnection, HttpReferer, HttpUserAgent, Https, Ipv6, IsSubrequest, PathInfo, QueryString, RemoteAddr, RemoteHost, RemoteIdent, RemotePort,
    RemoteUser, RequestFilename, RequestMethod, RequestScheme, RequestUri, ScriptFilename, ScriptGroup, ScriptUser, ServerAddr, ServerAdmin, ServerName,
    ServerPort, ServerProtocol, ServerSoftware, TheRequest, Time, TimeDay, TimeHour, TimeMin, TimeMon, TimeSec, TimeWday, TimeYear,
    Environment, Ssl, Header, LookAheadUrl, LookAheadFile,
}
#pragma warning restore CS1591

/// <summary>Names of the variables, without regard to case.</summary>
internal static class VariableNames
{
    private static readonly FrozenDictionary<string, Variable> ByName = new Dictionary<string, Variable>
    {
        ["API_VERSION"] = Variable.ApiVersion,
        ["AUTH_TYPE"] = Variable.AuthType,
        ["CONN_REMOTE_ADDR"] = Variable.ConnRemoteAddr,
        ["CONTEXT_DOCUMENT_ROOT"] = Variable.ContextDocumentRoot,
        ["CONTEXT_PREFIX"] = Variable.ContextPrefix,
        ["DOCUMENT_ROOT"] = Variable.DocumentRoot,
        ["HTTP_ACCEPT"] = Variable.HttpAccept,
        ["HTTP_COOKIE"] = Variable.HttpCookie,
        ["HTTP_FORWARDED"] = Variable.HttpForwarded,
        ["HTTP_HOST"] = Variable.HttpHost,
        ["HTTP_PROXY_CONNECTION"] = Variable.HttpProxyConnection,
        ["HTTP_REFERER"] = Variable.HttpReferer,
        ["HTTP_USER_AGENT"] = Variable.HttpUserAgent,
        ["HTTPS"] = Variable.Https,
        ["IPV6"] = Variable.Ipv6,
        ["IS_SUBREQ"] = Variable.IsSubrequest,
        ["PATH_INFO"] = Variable.PathInfo,
        ["QUERY_STRING"] = Variable.QueryString,
        ["REMOTE_ADDR"] = Variable.RemoteAddr,
        ["REMOTE_HOST"] = Variable.RemoteHost,
        ["REMOTE_IDENT"] = Variable.RemoteIdent,
        ["REMOTE_PORT"] = Variable.RemotePort,
        ["REMOTE_USER"] = Variable.RemoteUser,
        ["REQUEST_FILENAME"] = Variable.RequestFilename,
        ["REQUEST_METHOD"] = Variable.RequestMethod,
        ["REQUEST_SCHEME"] = Variable.RequestScheme,
        ["REQUEST_URI"] = Variable.RequestUri,
        ["SCRIPT_FILENAME"] = Variable.ScriptFilename,
        ["SCRIPT_GROUP"] = Variable.ScriptGroup,
        ["SCRIPT_USER"] = Variable.ScriptUser,
        ["SERVER_ADDR"] = Variable.ServerAddr,
        ["SERVER_ADMIN"] = Variable.ServerAdmin,
        ["SERVER_NAME"] = Variable.ServerName,
        ["SERVER_PORT"] = Variable.ServerPort,
        ["SERVER_PROTOCOL"] = Variable.ServerProtocol,
        ["SERVER_SOFTWARE"] = Variable.ServerSoftware,
        ["THE_REQUEST"] = Variable.TheRequest,
        ["TIME"] = Variable.Time,
        ["TIME_DAY"] = Variable.TimeDay,
        ["TIME_HOUR"] = Variable.TimeHour,
        ["TIME_MIN"] = Variable.TimeMin,
        ["TIME_MON"] = Variable.TimeMon,
        ["TIME_SEC"] = Variable.TimeSec,
        ["TIME_WDAY"] = Variable.TimeWday,
        ["TIME_YEAR"] = Variable.TimeYear,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly (string Prefix, Variable Variable)[] Prefixes =
    [
        ("ENV:", Variable.Environment), ("SSL:", Variable.Ssl), ("HTTP:", Variable.Header), ("LA-U:", Variable.LookAheadUrl), ("LA-F:", Variable.LookAheadFile),
    ];

    /// <summary>Finds a variable; <paramref name="argument"/> is what stands behind a prefix, else the name.</summary>
    internal static Variable Find(string name, out string argument)
    {
        foreach (var (prefix, variable) in Prefixes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                argument = name[prefix.Length..];
                return variable;
            }
        }
        argument = name;
        return ByName.GetValueOrDefault(name);
    }
}
