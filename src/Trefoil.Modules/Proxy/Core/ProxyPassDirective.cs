using Trefoil.Configuration.Applying;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Patterns;
using Trefoil.Configuration.Reading;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Balancer;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>ProxyPass and ProxyPassMatch.</summary>
internal static class ProxyPassDirective
{
    private const string NoKeyValue = "Invalid ProxyPass|ProxyPassMatch parameter. Parameter must be in the form 'key=value'.";

    internal static string? Read(DirectiveScope scope, string text, bool isMatch)
    {
        if (ContextCheck.Refuse(scope, ForbiddenIn.Directory | ForbiddenIn.Files) is { } refusal)
            return refusal;
        var location = LocationOf(scope);
        var fake = location;
        string? real = null;
        var flags = ProxyPassFlags.None;
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var word in Words.All(text))
        {
            if (fake is null && word == "~")
            {
                if (isMatch)
                    return "ProxyPassMatch invalid syntax ('~' usage).";
                isMatch = true;
            }
            else if (fake is null)
            {
                fake = word;
            }
            else if (real is null)
            {
                real = word;
            }
            else if (FlagOf(word) is var flag && flag != ProxyPassFlags.None)
            {
                flags |= flag;
            }
            else
            {
                var equals = word.IndexOf('=');
                if (equals < 0)
                    return location is not null && real.StartsWith('/') ? "ProxyPass|ProxyPassMatch can not have a path when defined in a location." : NoKeyValue;
                var (key, value) = (word[..equals], word[(equals + 1)..]);
                if (!key.Equals("mapping", StringComparison.OrdinalIgnoreCase))
                    parameters.Add(new(key, value));
                else if (value.Equals("encoded", StringComparison.OrdinalIgnoreCase))
                    flags |= ProxyPassFlags.MapEncoded;
                else if (value.Equals("servlet", StringComparison.OrdinalIgnoreCase))
                    flags |= ProxyPassFlags.MapServlet;
                else
                    return "unknown mapping";
            }
        }
        if (fake is null || real is null)
            return "ProxyPass|ProxyPassMatch needs a path when not defined in a location";
        if (!ProxyUrl.TrySplitUnix(real, out var plain, out _))
            return "ProxyPass|ProxyPassMatch uses an invalid \"unix:\" URL";
        IPattern? pattern = null;
        if (location is not null && Fnmatch.IsGlob(fake))
            isMatch = true;
        if (isMatch && (pattern = scope.Context.Patterns.Compile(fake, ignoreCase: false, out _)) is null)
            return "Regular expression could not be compiled.";
        var entry = new ProxyPassEntry(fake, plain, pattern, flags);
        if (location is not null)
            scope.Directory<ProxyDirectorySettings>().Mapping = entry;
        else
            scope.ForServer<ProxyServerSettings>().Mappings.Add(entry);
        if (plain == "!")
            return null;
        return ProxyBalancer.IsName(plain)
            ? SetBalancer(scope, plain, isMatch ? null : fake, parameters)
            : SetWorker(scope, real, isMatch, parameters);
    }

    /// <summary>The path of the enclosing Location, or null outside of one.</summary>
    internal static string? LocationOf(DirectiveScope scope) =>
        scope.Section is { Kind: SectionKind.Location or SectionKind.LocationMatch or SectionKind.Proxy } section ? section.Pattern : null;

    private static ProxyPassFlags FlagOf(string word) => word.ToLowerInvariant() switch
    {
        "nocanon" => ProxyPassFlags.NoCanon,
        "interpolate" => ProxyPassFlags.Interpolate,
        "noquery" => ProxyPassFlags.NoQuery,
        _ => ProxyPassFlags.None,
    };

    private static string? SetBalancer(DirectiveScope scope, string url, string? path, List<KeyValuePair<string, string>> parameters)
    {
        var balancer = BackendDefinitions.DefineBalancer(scope.ForServer<ProxyServerSettings>(), url, path);
        foreach (var (key, value) in parameters)
        {
            if (BackendDefinitions.SetBalancer(scope, balancer, key, value) is { } refusal)
                return "ProxyPass " + refusal;
        }
        return null;
    }

    private static string? SetWorker(DirectiveScope scope, string url, bool isMatch, List<KeyValuePair<string, string>> parameters)
    {
        var settings = scope.ForServer<ProxyServerSettings>();
        // What a pattern makes of a path is no other mapping's business, though it may begin like another backend's URL.
        var worker = settings.FindWorker(url, isMatch);
        if (worker is null)
        {
            worker = BackendDefinitions.DefineWorker(url, isMatch, out var error);
            if (worker is null)
                return "ProxyPass " + error;
            worker.IsFromPattern = isMatch;
            settings.Workers.Add(worker);
            foreach (var (key, value) in parameters)
            {
                if (BackendDefinitions.SetWorker(scope, worker.Parameters, key, value) is { } refusal)
                    return "ProxyPass " + refusal;
            }
            return null;
        }
        BackendDefinitions.Report(scope, LogLevel.Info, 1145, $"Sharing worker '{worker.Name}' instead of creating new worker '{url}'");
        foreach (var (key, value) in parameters)
            BackendDefinitions.Report(scope, LogLevel.Warn, 1146, $"Ignoring parameter '{key}={value}' for worker '{worker.Name}' because of worker sharing");
        return null;
    }
}
