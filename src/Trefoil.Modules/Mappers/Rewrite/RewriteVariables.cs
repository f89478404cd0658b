using Trefoil.Http.Core;
using Trefoil.Http.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Values of %{...}. What the target and the files alone decide leaves the request cacheable; everything else does not.</summary>
internal static class RewriteVariables
{
    internal static string? Find(RuleRunner runner, Variable variable, string name)
    {
        var request = runner.Request;
        switch (variable)
        {
            case Variable.Unknown:
                return null;
            case Variable.RequestFilename or Variable.ScriptFilename:
                return request.Filename;
            case Variable.RequestUri:
                return request.Uri;
            case Variable.RequestMethod:
                return request.Method;
            case Variable.QueryString:
                return request.QueryString;
            case Variable.ApiVersion:
                // Rules see the minor number too, expressions do not.
                return "20120211:142";
            case Variable.PathInfo:
                return request.PathInfo;
            case Variable.Https:
                return request.Connection.IsSecure ? "on" : "off";
            case Variable.ServerName:
                return CanonicalName.ServerNameForUrl(request);
            case Variable.ServerAddr:
                request.IsCacheable = false;
                return request.Connection.LocalAddress.ToString();
            case Variable.HttpAccept:
                return Header(runner, "Accept");
            case Variable.HttpCookie:
                return Header(runner, "Cookie");
            case Variable.HttpForwarded:
                return Header(runner, "Forwarded");
            case Variable.HttpHost:
                return Header(runner, "Host");
            case Variable.HttpProxyConnection:
                return Header(runner, "Proxy-Connection");
            case Variable.HttpReferer:
                return Header(runner, "Referer");
            case Variable.HttpUserAgent:
                return Header(runner, "User-Agent");
            case Variable.Header:
                return Header(runner, name);
            case Variable.Environment:
                return request.Notes.Get(name) ?? (request.HasEnvironment ? request.Environment.Get(name) : null) ?? Environment.GetEnvironmentVariable(name);
            case Variable.LookAheadUrl:
                return LookAhead.VariableByUrl(runner, name);
            case Variable.LookAheadFile:
                return LookAhead.VariableByFile(runner, name);
            case Variable.RemoteUser or Variable.AuthType:
                request.IsCacheable = false;
                return variable == Variable.RemoteUser ? request.User : request.AuthType;
            case Variable.ScriptUser or Variable.ScriptGroup:
                return FromCore(request, name) ?? "<unknown>";
            default:
                return Traced(runner, variable, FromCore(request, name));
        }
    }

    private static string? FromCore(Request request, string name) => new RequestExpressionContext(request).Variable(name);

    // Host is left out of Vary, as every cache keeps hosts apart anyway; so does ours, and the answer may stay in it.
    private static string? Header(RuleRunner runner, string name)
    {
        var wasCacheable = runner.Request.IsCacheable;
        var value = runner.Request.HeadersIn.GetJoined(name);
        if (name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            runner.Request.IsCacheable = wasCacheable;
        else if (value is not null)
            runner.ConditionVary = runner.ConditionVary is null ? name : runner.ConditionVary + ", " + name;
        return value;
    }

    private static string? Traced(RuleRunner runner, Variable variable, string? value)
    {
        if (runner.Log.Traces(1) && variable is >= Variable.Time and <= Variable.TimeYear)
            runner.Log.Trace(1, $"RESULT='{value}'");
        if (runner.Log.Traces(1) && variable == Variable.Ipv6)
            runner.Log.Trace(1, $"IPV6='{value}'");
        return value;
    }
}
