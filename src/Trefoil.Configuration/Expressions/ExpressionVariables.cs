namespace Trefoil.Configuration.Expressions;

/// <summary>The names that %{...} may hold.</summary>
internal static class ExpressionVariables
{
    private static readonly HashSet<string> Known = new(System.StringComparer.OrdinalIgnoreCase)
    {
        "HTTP_ACCEPT", "HTTP_COOKIE", "HTTP_FORWARDED", "HTTP_HOST", "HTTP_PROXY_CONNECTION", "HTTP_REFERER", "HTTP_USER_AGENT",
        "REQUEST_METHOD", "REQUEST_SCHEME", "REQUEST_URI", "DOCUMENT_URI", "REQUEST_FILENAME", "SCRIPT_FILENAME", "LAST_MODIFIED",
        "SCRIPT_USER", "SCRIPT_GROUP", "PATH_INFO", "QUERY_STRING", "IS_SUBREQ", "THE_REQUEST", "REMOTE_ADDR", "REMOTE_PORT", "REMOTE_HOST",
        "REMOTE_USER", "REMOTE_IDENT", "SERVER_NAME", "SERVER_PORT", "SERVER_ADMIN", "SERVER_PROTOCOL", "DOCUMENT_ROOT", "AUTH_TYPE",
        "CONTENT_TYPE", "HANDLER", "HTTP2", "HTTPS", "IPV6", "REQUEST_STATUS", "REQUEST_LOG_ID", "CONN_LOG_ID", "CONN_REMOTE_ADDR",
        "CONTEXT_PREFIX", "CONTEXT_DOCUMENT_ROOT", "TIME_YEAR", "TIME_MON", "TIME_DAY", "TIME_HOUR", "TIME_MIN", "TIME_SEC", "TIME_WDAY",
        "TIME", "SERVER_SOFTWARE", "API_VERSION",
    };

    private static readonly HashSet<string> OfHttp2 = new(System.StringComparer.OrdinalIgnoreCase)
    {
        "H2PUSH", "H2_PUSH", "H2_PUSHED", "H2_PUSHED_ON", "H2_STREAM_ID", "H2_STREAM_TAG",
    };

    internal static bool Exists(string name, bool hasSsl, bool hasHttp2) =>
        Known.Contains(name) || (hasSsl && name.StartsWith("SSL_", System.StringComparison.OrdinalIgnoreCase)) || (hasHttp2 && OfHttp2.Contains(name));
}
