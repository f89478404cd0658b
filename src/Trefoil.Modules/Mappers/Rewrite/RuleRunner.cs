using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>What one rule has done.</summary>
internal enum RuleResult
{
    NoMatch,
    Matched,
    /// <summary>Matched, but the rule substitutes nothing.</summary>
    MatchedOnly,
    /// <summary>The request is to be answered with a status.</summary>
    StatusSet,
}

/// <summary>Applies single rules: pattern, conditions, substitution. Holds what back references point at.</summary>
internal sealed class RuleRunner
{
    private readonly Request _request;
    private readonly string? _directory;
    private readonly RewriteServerSettings _server;
    private readonly RewriteLog _log;
    private string? _subjectOf, _subject, _subjectPathInfo;
    private string? _vary;

    internal RuleRunner(Request request, string? directory, RewriteServerSettings server, in RewriteLog log)
    {
        _request = request;
        _directory = directory;
        _server = server;
        _log = log;
    }

    internal Request Request => _request;

    internal string? Directory => _directory;

    internal RewriteServerSettings Server => _server;

    internal RewriteLog Log => _log;

    internal Groups RuleGroups { get; } = new();

    internal Groups ConditionGroups { get; } = new();

    /// <summary>What the current rule's pattern is matched with.</summary>
    internal string Subject => _subject ?? "";

    /// <summary>Headers that the current condition has looked at.</summary>
    internal string? ConditionVary { get; set; }

    internal int Status { get; private set; }

    internal RuleResult Apply(RewriteRule rule)
    {
        var subject = FindSubject();
        if (_log.Traces(3))
            _log.Trace(3, $"applying pattern '{rule.PatternText}' to uri '{subject}'");
        Span<int> ends = stackalloc int[Groups.Count * 2];
        var matched = rule.Pattern.Match(subject, ends);
        if (matched < 0)
            ReportFailure(rule, subject, matched);
        if (matched > 0 == rule.Has(RuleFlags.Negated))
            return RuleResult.NoMatch;
        if (rule.Has(RuleFlags.Negated))
            RuleGroups.Clear();
        else
            RuleGroups.Set(subject, ends, matched);
        ConditionGroups.Clear();
        _vary = null;
        ConditionVary = null;
        return ConditionsHold(rule) ? Substitute(rule, subject) : RuleResult.NoMatch;
    }

    /// <summary>Tells caches which headers the rule has looked at.</summary>
    internal void PublishVary()
    {
        if (_vary is null)
            return;
        _request.HeadersOut.Merge("Vary", _vary);
        _request.IsCacheable = false;
        _vary = null;
    }

    internal string Expand(Template template, RewriteRule? rule = null)
    {
        if (template.Literal is { } literal)
            return literal;
        var result = new StringBuilder();
        foreach (var part in template.Parts)
        {
            switch (part.Kind)
            {
                case TemplatePartKind.Literal:
                    result.Append(part.Text);
                    break;
                case TemplatePartKind.Variable:
                    result.Append(RewriteVariables.Find(this, (Variable)part.Number, part.Text));
                    break;
                case TemplatePartKind.Map:
                    result.Append(FindInMap(part, rule));
                    break;
                default:
                    AppendGroup(result, (part.Kind == TemplatePartKind.RuleGroup ? RuleGroups : ConditionGroups)[part.Number], rule);
                    break;
            }
        }
        return result.ToString();
    }

    // With path info put back and the directory taken off; the same for every rule until one changes the file name.
    private string FindSubject()
    {
        var name = _request.Filename ?? "";
        if (_directory is null)
            return _subject = name;
        if (!_log.Traces(3) && ReferenceEquals(name, _subjectOf) && ReferenceEquals(_request.PathInfo, _subjectPathInfo))
            return _subject!;
        _subjectOf = name;
        _subjectPathInfo = _request.PathInfo;
        var subject = name;
        if (!string.IsNullOrEmpty(_request.PathInfo))
        {
            if (_log.Traces(3))
                _log.Trace(3, $"add path info postfix: {subject} -> {subject}{_request.PathInfo}");
            subject += _request.PathInfo;
        }
        if (!IsProxied && subject.StartsWith(_directory, StringComparison.Ordinal))
        {
            var rest = subject[_directory.Length..];
            if (_log.Traces(3))
                _log.Trace(3, $"strip per-dir prefix: {subject} -> {rest}");
            subject = rest;
        }
        return _subject = subject;
    }

    private bool IsProxied => _request.ProxyRequest != ProxyRequestKind.None && _request.Filename is { } name && name.StartsWith("proxy:", StringComparison.Ordinal);

    private bool ConditionsHold(RewriteRule rule)
    {
        var conditions = rule.Conditions;
        for (var i = 0; i < conditions.Length; i++)
        {
            var condition = conditions[i];
            var holds = ConditionTest.Holds(this, condition);
            if (condition.NoVary)
                ConditionVary = null;
            if (condition.OrNext)
            {
                if (!holds)
                    ConditionVary = null;
                else
                {
                    while (i < conditions.Length && conditions[i].OrNext)
                        i++;
                }
            }
            else if (!holds)
            {
                return false;
            }
            if (ConditionVary is not null)
            {
                _vary = _vary is null ? ConditionVary : _vary + ", " + ConditionVary;
                ConditionVary = null;
            }
        }
        return true;
    }

    private RuleResult Substitute(RewriteRule rule, string subject)
    {
        var target = "";
        if (!rule.Has(RuleFlags.NoSubstitution))
        {
            target = Expand(rule.Output, rule);
            if (_log.Traces(2))
                _log.Trace(2, $"rewrite '{subject}' -> '{target}'");
            if (SmugglesQuery(rule, target))
            {
                _log.Error(10508, "Unsafe URL with %3f URL rewritten without UnsafeAllow3F");
                Status = 403;
                return RuleResult.StatusSet;
            }
        }
        RuleEffects.SetEnvironment(this, rule);
        RuleEffects.SetCookies(this, rule);
        if (rule.Has(RuleFlags.NoSubstitution))
        {
            RuleEffects.ForceTypeAndHandler(this, rule);
            if (rule.Has(RuleFlags.Status) && _log.Traces(2))
                _log.Trace(2, $"forcing responsecode {rule.ResponseCode} for {_request.Filename}");
            return RuleResult.MatchedOnly;
        }
        _request.Filename = Complete(rule, target);
        if (_directory is not null && rule.Has(RuleFlags.DiscardPathInfo))
            _request.PathInfo = null;
        QuerySplit.Apply(_request, rule.Flags, _log);
        return Redirect(rule);
    }

    /// <summary>An encoded question mark of the client must not begin a query that the rule did not mean to have.</summary>
    private bool SmugglesQuery(RewriteRule rule, string target) =>
        !rule.Has(RuleFlags.AllowEncodedQuestionMark) && target.Contains('?')
        && _request.UnparsedUri.Contains("%3f", StringComparison.OrdinalIgnoreCase)
        && (rule.Has(RuleFlags.LastQuestionMark) || !rule.Output.HasOwnQuestionMark);

    private string Complete(RewriteRule rule, string target)
    {
        if (IsProxied || target.StartsWith('/') || RewriteUri.IsAbsolute(target))
            return target;
        if (_directory is not null)
        {
            if (_log.Traces(3))
                _log.Trace(3, $"add per-dir prefix: {target} -> {_directory}{target}");
            return _directory + target;
        }
        // "scheme:..." out of a back reference must not become a URL of its own; what is qualified later needs no slash.
        if (rule.Has(RuleFlags.Proxy | RuleFlags.ForceRedirect))
            return target;
        if (_log.Traces(3))
            _log.Trace(3, $"add root prefix: {target} -> /{target}");
        return "/" + target;
    }

    private RuleResult Redirect(RewriteRule rule)
    {
        if (rule.Has(RuleFlags.Proxy))
        {
            _request.Filename = RewriteUri.Qualify(_request, _request.Filename!);
            if (_log.Traces(2))
                _log.Trace(2, $"forcing proxy-throughput with {_request.Filename}");
            _request.Filename = "proxy:" + _request.Filename;
            _request.Notes.Set("rewrite-proxy", "1");
            return RuleResult.Matched;
        }
        if (rule.Has(RuleFlags.ForceRedirect))
        {
            _request.Filename = RewriteUri.Qualify(_request, _request.Filename!);
            if (_log.Traces(2))
                _log.Trace(2, $"explicitly forcing redirect with {_request.Filename}");
            Status = rule.ResponseCode;
            return RuleResult.Matched;
        }
        if (RewriteUri.Reduce(_request, _request.Filename!) is { } path)
        {
            if (_log.Traces(3))
                _log.TraceOutside(3, $"reduce {_request.Filename} -> {path}");
            _request.Filename = path;
            if ((_server.Options & RewriteOptions.LegacyPrefixDocRoot) == 0)
                _request.Notes.Set("mod_rewrite_uri_reduced", "true");
        }
        if (RewriteUri.IsAbsolute(_request.Filename!))
        {
            if (_log.Traces(2))
                _log.Trace(2, $"implicitly forcing redirect (rc={rule.ResponseCode} with {_request.Filename}");
            Status = rule.ResponseCode;
            return RuleResult.Matched;
        }
        RuleEffects.ForceTypeAndHandler(this, rule);
        return RuleResult.Matched;
    }

    private string? FindInMap(in TemplatePart part, RewriteRule? rule)
    {
        var key = Expand(part.Key!, rule);
        var value = _server.MapFor(part.Text)?.Find(this, key);
        return value ?? (part.Default is { } otherwise ? Expand(otherwise, rule) : null);
    }

    private void AppendGroup(StringBuilder result, ReadOnlySpan<char> group, RewriteRule? rule)
    {
        if (group.IsEmpty)
            return;
        if (rule is null || ReferenceEquals(rule.Escapes, BackReferenceEscapes.None))
        {
            result.Append(group);
            return;
        }
        var escaped = rule.Escapes.Apply(group);
        if (_log.Traces(5))
            _log.Trace(5, $"escaping backreference '{group}' to '{escaped}'");
        result.Append(escaped);
    }

    private void ReportFailure(RewriteRule rule, string subject, int error) =>
        Io.Logs.Log.Write(_request, LogLevel.Error, RewriteLog.ModuleName, 0,
            $"RewriteRule '{rule.PatternText}' ({rule.Location}) could not be matched with '{subject}' within the limits of PCRE2 (error {error}); taken as no match");
}
