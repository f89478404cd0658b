namespace Trefoil.Modules.Mappers.Rewrite.Maps;

/// <summary>rnd: as txt, but of a value with bars between its parts one is drawn.</summary>
internal sealed class RandomMap : TextMap
{
    internal RandomMap(string name, string path) : base(name, path)
    {
    }

    internal override string? Find(RuleRunner runner, string key)
    {
        runner.Request.IsCacheable = false;
        if (base.Find(runner, key) is not { } value)
            return null;
        var parts = value.Split('|');
        var chosen = parts[Random.Shared.Next(parts.Length)];
        if (parts.Length > 1 && runner.Log.Traces(5))
            runner.Log.Trace(5, $"randomly chosen the subvalue `{chosen}'");
        return chosen;
    }
}
