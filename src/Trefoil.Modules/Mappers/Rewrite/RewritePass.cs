using System.Globalization;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>What a list of rules has done with a request.</summary>
internal enum RewriteOutcome
{
    /// <summary>No rule changed the URL.</summary>
    Unchanged,
    /// <summary>The URL is another.</summary>
    Changed,
    /// <summary>The URL is another and must not be escaped.</summary>
    ChangedNoEscape,
    /// <summary>The answer is <see cref="RewritePass.Status"/>.</summary>
    Status,
}

/// <summary>One run of a request through a list of rules. Works on request.Filename, QueryString and PathInfo as the rules go.</summary>
internal sealed class RewritePass
{
    private readonly RuleRunner _runner;
    private readonly RewriteLog _log;

    internal RewritePass(Request request, string? directory, RewriteServerSettings server)
    {
        Request = request;
        _log = new RewriteLog(request, directory);
        _runner = new RuleRunner(request, directory, server, _log);
    }

    internal Request Request { get; }

    /// <summary>The status that a rule asks for: to answer with, or of a redirect.</summary>
    internal int Status { get; private set; }

    /// <summary>The rule that made the final URL, or null.</summary>
    internal RewriteRule? LastSubstitution { get; private set; }

    /// <summary>True once a rule with END has matched.</summary>
    internal bool Ended { get; private set; }

    internal RewriteOutcome Run(RewriteRule[] rules)
    {
        var outcome = RewriteOutcome.Unchanged;
        var rounds = 1;
        var isSubrequest = Request.Main is not null;
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            // A subrequest cannot be answered with a redirect.
            if (isSubrequest && rule.Has(RuleFlags.IgnoreOnSubrequest | RuleFlags.ForceRedirect))
                continue;
            var result = _runner.Apply(rule);
            if (result == RuleResult.NoMatch)
            {
                while (i < rules.Length && rules[i].Has(RuleFlags.Chain))
                    i++;
                continue;
            }
            if (result != RuleResult.MatchedOnly)
            {
                LastSubstitution = rule;
                if (_log.Traces(2))
                    _log.Trace(2, $"setting lastsub to rule with output {rule.Output.Text}");
            }
            if (result == RuleResult.StatusSet)
                return Answer(_runner.Status);
            MergeLeadingSlashes(rule, result);
            if (IsTooLong(rule))
                return Answer(500);
            _runner.PublishVary();
            if (rule.Has(RuleFlags.Status))
                return Answer(rule.ResponseCode);
            if (result == RuleResult.Matched)
                outcome = rule.Has(RuleFlags.NoEscape) ? RewriteOutcome.ChangedNoEscape : RewriteOutcome.Changed;
            if (rule.Has(RuleFlags.PassThrough))
            {
                if (_log.Traces(2))
                    _log.Trace(2, $"forcing '{Request.Filename}' to get passed through to next API URI-to-filename handler");
                Request.Filename = "passthrough:" + Request.Filename;
                outcome = RewriteOutcome.Changed;
                break;
            }
            if (rule.Has(RuleFlags.End))
            {
                if (_log.Traces(8))
                    _log.Trace(8, "Rule has END flag, no further rewriting for this request");
                Ended = true;
                break;
            }
            if (rule.Has(RuleFlags.Proxy | RuleFlags.Last))
                break;
            if (rule.Has(RuleFlags.NewRound))
            {
                if (++rounds >= rule.MaxRounds)
                {
                    _log.Error(2596, string.Create(CultureInfo.InvariantCulture,
                        $"RewriteRule '{rule.PatternText}' and URI '{Request.Uri}' exceeded maximum number of rounds ({rule.MaxRounds}) via the [N] flag"));
                    return Answer(500);
                }
                i = -1;
                continue;
            }
            i += rule.Skip;
        }
        Status = _runner.Status;
        return outcome;
    }

    // "//host/" out of a back reference must not become a network path; a rule that begins with two slashes itself, or says UNC, means them.
    private void MergeLeadingSlashes(RewriteRule rule, RuleResult result)
    {
        if (result != RuleResult.Matched || rule.Has(RuleFlags.UncPath) || rule.Output.Text.StartsWith("//", StringComparison.Ordinal))
            return;
        var name = Request.Filename!;
        if (name.StartsWith("//", StringComparison.Ordinal))
            Request.Filename = "/" + name.TrimStart('/');
    }

    private bool IsTooLong(RewriteRule rule)
    {
        var limit = 2 * Request.ForServer<CoreServerSettings>().LimitRequestLine;
        if (Request.Filename is not { } name || name.Length <= limit)
            return false;
        _log.Error(0, string.Create(CultureInfo.InvariantCulture, $"RewriteRule '{rule.PatternText}' and URI '{Request.Uri}' exceeded maximum length ({limit})"));
        return true;
    }

    private RewriteOutcome Answer(int status)
    {
        Status = status;
        return RewriteOutcome.Status;
    }
}
