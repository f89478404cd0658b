using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Proxy.ProxyConnect;

/// <summary>The ports that CONNECT may lead to.</summary>
internal sealed class AllowConnectSettings : ISettings<AllowConnectSettings>
{
    internal List<(int First, int Last)> Ports { get; private init; } = [];

    /// <summary>Without the directive: https and snews.</summary>
    internal bool Allows(int port) => Ports.Count == 0 ? port is 443 or 563 : Ports.Exists(range => port >= range.First && port <= range.Last);

    public AllowConnectSettings Merge(AllowConnectSettings inner) => new() { Ports = [.. Ports, .. inner.Ports] };
}

/// <summary>AllowCONNECT.</summary>
internal static class AllowConnectDirective
{
    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        new("AllowCONNECT", ArgumentKind.Iterate, AllowedIn.RsrcConf, "ports and ranges of ports that CONNECT may lead to", Read),
    ];

    private static string? Read(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var word = arguments[0];
        if (word.Length == 0 || !char.IsAsciiDigit(word[0]))
            return "AllowCONNECT: port numbers must be numeric";
        var dash = word.IndexOf('-');
        var first = dash < 0 ? word : word[..dash];
        var last = dash < 0 ? first : word[(dash + 1)..];
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var low) || !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var high))
            return $"Cannot parse '{word}' as port number";
        scope.ForServer<AllowConnectSettings>().Ports.Add((low, high));
        return null;
    }
}
