namespace Trefoil.Configuration.Settings;

/// <summary>
/// Settings that directives fill, one instance for each section or server they stand in. Frozen once the configuration is read.
/// </summary>
public interface ISettings<TSelf> where TSelf : class, ISettings<TSelf>, new()
{
    /// <summary>The result of <paramref name="inner"/> standing inside this; neither is changed.</summary>
    TSelf Merge(TSelf inner);
}
