namespace Trefoil.Mpm.Spawner;

/// <summary>The environment of a program that runs as another user: a fixed path, and of the rest only what CGI itself defines.</summary>
internal static class SuexecEnvironment
{
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "AUTH_TYPE", "CONTENT_LENGTH", "CONTENT_TYPE", "CONTEXT_DOCUMENT_ROOT", "CONTEXT_PREFIX", "DATE_GMT", "DATE_LOCAL", "DOCUMENT_ARGS", "DOCUMENT_NAME",
        "DOCUMENT_PATH_INFO", "DOCUMENT_ROOT", "DOCUMENT_URI", "GATEWAY_INTERFACE", "HTTPS", "LAST_MODIFIED", "PATH_INFO", "PATH_TRANSLATED", "QUERY_STRING",
        "QUERY_STRING_UNESCAPED", "REMOTE_ADDR", "REMOTE_HOST", "REMOTE_IDENT", "REMOTE_PORT", "REMOTE_USER", "REDIRECT_ERROR_NOTES", "REDIRECT_HANDLER",
        "REDIRECT_QUERY_STRING", "REDIRECT_REMOTE_USER", "REDIRECT_SCRIPT_FILENAME", "REDIRECT_STATUS", "REDIRECT_URL", "REQUEST_METHOD", "REQUEST_SCHEME",
        "REQUEST_URI", "SCRIPT_FILENAME", "SCRIPT_NAME", "SCRIPT_URI", "SCRIPT_URL", "SERVER_ADDR", "SERVER_ADMIN", "SERVER_NAME", "SERVER_PORT",
        "SERVER_PROTOCOL", "SERVER_SIGNATURE", "SERVER_SOFTWARE", "UNIQUE_ID", "USER_NAME", "TZ",
    };

    internal static List<string> Clean(IReadOnlyList<string> environment, string path, int limit)
    {
        var clean = new List<string> { "PATH=" + path };
        foreach (var variable in environment)
        {
            if (clean.Count >= limit)
                break;
            if (variable.StartsWith("HTTP_", StringComparison.Ordinal) || variable.StartsWith("SSL_", StringComparison.Ordinal) || IsAllowed(variable))
                clean.Add(variable);
        }
        return clean;
    }

    private static bool IsAllowed(string variable)
    {
        var equals = variable.IndexOf('=');
        return equals > 0 && Allowed.Contains(variable[..equals]);
    }
}
