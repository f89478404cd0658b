using Trefoil.Configuration.Applying;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Patterns;
using Trefoil.Configuration.Reading;
using Trefoil.Configuration.Sections;
using Trefoil.Modules.Proxy.Balancer;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Proxy and ProxyMatch sections, and BalancerMember and ProxySet, which mostly stand inside.</summary>
internal static class ProxySections
{
    private const AllowedIn Inside = AllowedIn.OrAll | AllowedIn.AccessConf | AllowedIn.ProxyConf;

    internal static string? Read(DirectiveScope scope, string arguments, bool isMatch)
    {
        if (ContextCheck.Refuse(scope, ForbiddenIn.DirectoryContext) is { } refusal)
            return refusal;
        var name = isMatch ? "<ProxyMatch" : "<Proxy";
        var end = arguments.LastIndexOf('>');
        if (end < 0)
            return $"{name}> directive missing closing '>'";
        if (end == 0)
            return $"{name} > block must specify a path";
        var words = Words.All(arguments[..end]);
        if (words.Count == 0)
            return $"{name} > block must specify a path";
        var path = words[0].StartsWith("proxy:", StringComparison.OrdinalIgnoreCase) ? words[0][6..] : words[0];
        if (!isMatch && path == "~" && words.Count > 1)
        {
            isMatch = true;
            path = words[1];
            words.RemoveAt(0);
        }
        IPattern? regex = null;
        if (isMatch && (regex = scope.Context.Patterns.Compile(path, ignoreCase: false, out _)) is null)
            return "Regex could not be compiled";
        if (!ProxyUrl.TrySplitUnix(path, out var plain, out _))
            return "<Proxy/ProxyMatch > uses an invalid \"unix:\" URL";
        var section = new Section(SectionKind.Proxy, plain, scope.Directive.Location) { Regex = regex, IsGlob = regex is null && Fnmatch.IsGlob(plain) };
        if (scope.Context.ApplyChildren(scope.Nested(section.Settings, section, allow: Inside)) is { } failure)
            return failure;
        scope.Server.Others.Add(section);
        return words.Count > 1 ? ReadParameters(scope, name, path, section, isMatch, words) : null;
    }

    internal static string? BalancerMember(DirectiveScope scope, string arguments)
    {
        var inSection = scope.Section is { Kind: SectionKind.Proxy };
        var path = ProxyPassDirective.LocationOf(scope);
        string? url = null;
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var word in Words.All(arguments))
        {
            var equals = word.IndexOf('=');
            if (equals >= 0)
                parameters.Add(new(word[..equals], word[(equals + 1)..]));
            else if (path is null)
                path = word;
            else if (url is null)
                url = word;
            else
                return inSection ? "BalancerMember can not have a balancer name when defined in a location" : "Invalid BalancerMember parameter. Parameter must be in the form 'key=value'";
        }
        if (path is null)
            return "BalancerMember must define balancer name when outside <Proxy > section";
        if (url is null)
            return "BalancerMember must define remote proxy server";
        if (!ProxyUrl.TrySplitUnix(url, out var plain, out _))
            return "BalancerMember uses an invalid \"unix:\" URL";
        if (!ProxyBalancer.IsName(path))
            return $"BalancerMember Bad syntax for a balancer name ({path})";
        var balancer = BackendDefinitions.DefineBalancer(scope.ForServer<ProxyServerSettings>(), path, null);
        var shared = balancer.Find(WorkerNames.Normalise(plain));
        if (shared is not null)
        {
            BackendDefinitions.Report(scope, Io.Logs.LogLevel.Info, 1149, $"Sharing worker '{shared.Name}' instead of creating new worker '{plain}'");
            foreach (var (key, value) in parameters)
                BackendDefinitions.Report(scope, Io.Logs.LogLevel.Warn, 1150, $"Ignoring parameter '{key}={value}' for worker '{shared.Name}' because of worker sharing");
            return null;
        }
        var worker = BackendDefinitions.DefineWorker(url, isPattern: false, out var error);
        if (worker is null)
            return "BalancerMember " + error;
        balancer.Add(worker);
        foreach (var (key, value) in parameters)
        {
            if (BackendDefinitions.SetWorker(scope, worker.Parameters, key, value) is { } refusal)
                return "BalancerMember " + refusal;
        }
        return null;
    }

    internal static string? ProxySet(DirectiveScope scope, string arguments)
    {
        var words = Words.All(arguments);
        var at = 0;
        string name;
        var section = scope.Outer?.Directive is { } outer && outer.Name.StartsWith("<Proxy", StringComparison.OrdinalIgnoreCase) ? outer : null;
        if (section is not null)
        {
            var text = section.Arguments;
            var position = 0;
            name = Words.Next(text.TrimEnd('>', ' '), ref position);
            if (!ProxyUrl.TrySplitUnix(name, out _, out _))
                return "ProxySet uses an invalid \"unix:\" URL";
        }
        else
        {
            name = words.Count > 0 ? words[at++] : "";
        }
        var isMatch = section?.Name.Length > 6;
        return Apply(scope, name, words.Skip(at), section is not null, isMatch,
            "ProxySet ", "ProxySet: ", "Invalid ProxySet parameter. Parameter must be in the form 'key=value'");
    }

    private static string? ReadParameters(DirectiveScope scope, string name, string path, Section section, bool isMatch, List<string> words)
    {
        if (isMatch)
            return "Multiple <ProxyMatch> arguments not (yet) supported.";
        if (section.IsGlob)
            return name + "> arguments are not supported for wildchar url.";
        if (!section.Pattern.Contains(':'))
            return name + "> arguments are not supported for non url.";
        return Apply(scope, path, words.Skip(1), mayDefine: true, isMatch: false, name + " ", name + " ", "Invalid Proxy parameter. Parameter must be in the form 'key=value'");
    }

    private static string? Apply(
        DirectiveScope scope, string name, IEnumerable<string> words, bool mayDefine, bool isMatch, string definePrefix, string setPrefix, string malformed)
    {
        var settings = scope.ForServer<ProxyServerSettings>();
        var isBalancer = ProxyBalancer.IsName(name);
        var balancer = isBalancer ? settings.FindBalancer(name) : null;
        var worker = isBalancer ? null : settings.FindWorker(name);
        if (balancer is null && worker is null)
        {
            if (!mayDefine)
                return $"ProxySet can not find '{name}' {(isBalancer ? "Balancer" : "Worker")}.";
            if (isBalancer)
            {
                balancer = BackendDefinitions.DefineBalancer(settings, name, null);
            }
            else
            {
                worker = BackendDefinitions.DefineWorker(name, isMatch, out var error);
                if (worker is null)
                    return definePrefix + error;
                settings.Workers.Add(worker);
            }
        }
        foreach (var word in words)
        {
            var equals = word.IndexOf('=');
            if (equals < 0)
                return malformed;
            var (key, value) = (word[..equals], word[(equals + 1)..]);
            var refusal = worker is not null ? BackendDefinitions.SetWorker(scope, worker.Parameters, key, value) : BackendDefinitions.SetBalancer(scope, balancer!, key, value);
            if (refusal is not null)
                return $"{setPrefix}{refusal} {key}={value}; {name}";
        }
        return null;
    }
}
