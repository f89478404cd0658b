using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.AuthzHost;
using Trefoil.Modules.Regexes;

namespace Trefoil.Modules.Metadata.SetEnvIf;

/// <summary>mod_setenvif: variables that depend on the request.</summary>
internal sealed class SetEnvIfModule : Module, IPostReadRequest, IHeaderParser
{
    internal const string Name = "setenvif";

    public override string Identifier => "setenvif_module";

    public override string SourceFile => "mod_setenvif.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => SetEnvIfDirectives.Table;

    public bool WatchesRequests(ServerConfig server) => server.Settings.Get<SetEnvIfServerSettings>().Rules.Exists(static rule => !rule.IsConstant);

    public PhaseResult PostReadRequest(Request request) =>
        Apply(request, request.ForServer<SetEnvIfServerSettings>().Rules, request.HeadersInUntracked, runsAlways: true);

    public PhaseResult ParseHeaders(Request request)
    {
        var rules = request.Directory<SetEnvIfSettings>().Rules;
        return rules.Count == 0 ? PhaseResult.Declined : Apply(request, rules, null, runsAlways: false);
    }

    private static PhaseResult Apply(Request request, List<SetEnvIfRule> rules, HeaderTable? headers, bool runsAlways)
    {
        var wasCacheable = request.IsCacheable;
        var changed = false;
        Span<int> groups = stackalloc int[PatternMatching.GroupPlaces];
        foreach (var rule in rules)
        {
            if (rule.Subject == RuleSubject.Expression)
            {
                changed |= ApplyExpression(request, rule);
                continue;
            }
            if (!rule.IsConstant && !runsAlways)
                request.IsCacheable = wasCacheable = false;
            var subject = SubjectOf(request, rule, headers ?? request.HeadersIn) ?? "";
            if (rule.PlainText is { } plain)
            {
                if (subject.Contains(plain, rule.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
                {
                    Assign(request, rule, null, default);
                    changed |= !rule.IsConstant;
                }
                continue;
            }
            groups.Fill(-1);
            if (rule.Pattern!.Match(subject, groups) > 0)
            {
                Assign(request, rule, subject, groups);
                changed |= !rule.IsConstant;
            }
        }
        request.IsCacheable = (runsAlways ? wasCacheable : request.IsCacheable) && !changed;
        return PhaseResult.Declined;
    }

    private static bool ApplyExpression(Request request, SetEnvIfRule rule)
    {
        var captures = new string?[10];
        var result = RequestExpressions.Test(rule.Condition!, request, captures, out var error);
        if (result is null)
            Log.Write(request, LogLevel.Error, Name, 1504, $"Failed to evaluate expression: {error}");
        if (result != true)
            return false;
        // the groups of the match, laid out as one subject behind another
        Span<int> groups = stackalloc int[PatternMatching.GroupPlaces];
        groups.Fill(-1);
        var subject = "";
        for (var i = 0; i < captures.Length; i++)
        {
            if (captures[i] is not { } capture)
                continue;
            groups[i * 2] = subject.Length;
            subject += capture;
            groups[(i * 2) + 1] = subject.Length;
        }
        Assign(request, rule, subject, groups);
        return true;
    }

    private static void Assign(Request request, SetEnvIfRule rule, string? subject, ReadOnlySpan<int> groups)
    {
        foreach (var (name, value) in rule.Effects)
        {
            if (value is null)
                request.Environment.Unset(name);
            else
                request.Environment.Set(name, subject is null ? value : PatternMatching.Substitute(value, subject, groups));
        }
    }

    private static string? SubjectOf(Request request, SetEnvIfRule rule, HeaderTable headers) => rule.Subject switch
    {
        RuleSubject.Header => headers.GetJoined(rule.Name) ?? (request.HasEnvironment ? request.Environment.Get(rule.Name) : null),
        RuleSubject.HeaderPattern => FindHeader(headers, rule),
        RuleSubject.RemoteAddress => request.ClientAddress.ToString(),
        RuleSubject.ServerAddress => request.Connection.LocalAddress.ToString(),
        RuleSubject.RemoteHost => ClientHost.NameOf(request),
        RuleSubject.RequestUri => request.Uri,
        RuleSubject.RequestMethod => request.Method,
        RuleSubject.RequestProtocol => request.Protocol,
        _ => RequestExpressions.List(request, "PeerExtList", rule.Name),
    };

    /// <summary>The last field whose name matches.</summary>
    private static string? FindHeader(HeaderTable headers, SetEnvIfRule rule)
    {
        for (var i = headers.Count - 1; i >= 0; i--)
        {
            if (PatternMatching.IsMatch(rule.NamePattern!, headers[i].Key))
                return headers[i].Value;
        }
        return null;
    }
}
