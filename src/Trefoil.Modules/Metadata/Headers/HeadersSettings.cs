using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Metadata.Headers;

/// <summary>Header rules of one place, outer ones first.</summary>
internal sealed class HeadersSettings : ISettings<HeadersSettings>
{
    /// <summary>RequestHeader.</summary>
    internal HeaderRule[] Request { get; private set; } = [];

    /// <summary>Header and Header onsuccess.</summary>
    internal HeaderRule[] OnSuccess { get; private set; } = [];

    /// <summary>Header always.</summary>
    internal HeaderRule[] Always { get; private set; } = [];

    /// <summary>True when all response rules do the same for every request.</summary>
    internal bool IsResponseConstant { get; private set; } = true;

    /// <summary>True when request rules do nothing but remove fields on which no mapping and no file response depends.</summary>
    internal bool IsRequestHarmless { get; private set; } = true;

    internal bool HasEarly { get; private set; }

    internal void AddRequest(HeaderRule rule)
    {
        Request = [.. Request, rule];
        Summarize();
    }

    internal void AddOnSuccess(HeaderRule rule)
    {
        OnSuccess = [.. OnSuccess, rule];
        Summarize();
    }

    internal void AddAlways(HeaderRule rule)
    {
        Always = [.. Always, rule];
        Summarize();
    }

    public HeadersSettings Merge(HeadersSettings inner)
    {
        var merged = new HeadersSettings
        {
            Request = [.. Request, .. inner.Request],
            OnSuccess = [.. OnSuccess, .. inner.OnSuccess],
            Always = [.. Always, .. inner.Always],
        };
        merged.Summarize();
        return merged;
    }

    private void Summarize()
    {
        IsResponseConstant = Array.TrueForAll(OnSuccess, static rule => rule.IsConstant) && Array.TrueForAll(Always, static rule => rule.IsConstant);
        IsRequestHarmless = Array.TrueForAll(Request, static rule => rule.IsConstant && rule.Action == HeaderAction.Unset && !MattersToFiles(rule.Name));
        HasEarly = Array.Exists(Request, static rule => rule.IsEarly) || Array.Exists(OnSuccess, static rule => rule.IsEarly) || Array.Exists(Always, static rule => rule.IsEarly);
    }

    private static bool MattersToFiles(string name) =>
        name.StartsWith("If-", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("Range", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Accept", StringComparison.OrdinalIgnoreCase)
        || name.ToUpperInvariant() is "HOST" or "CONNECTION" or "CONTENT-LENGTH" or "TRANSFER-ENCODING" or "EXPECT" or "UPGRADE" or "CACHE-CONTROL" or "PRAGMA";
}
