namespace Trefoil.Modules.Filters.Sed;

/// <summary>The commands of one section's directives, in order.</summary>
internal sealed class SedScript
{
    internal List<SedCommand> Commands { get; } = [];

    /// <summary>Where each label stands: the number of the command behind it.</summary>
    internal Dictionary<string, int> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>"{" without their "}" so far, as numbers of commands.</summary>
    internal Stack<int> OpenBlocks { get; } = [];

    /// <summary>The latest regular expression, which an empty one stands for.</summary>
    internal SedPattern? LatestPattern { get; set; }

    /// <summary>"#n" in front: nothing is printed but what a command prints.</summary>
    internal bool IsQuiet { get; set; }

    /// <summary>False while no directive has said anything.</summary>
    internal bool HasText { get; set; }

    internal bool IsEmpty => !HasText;

    /// <summary>What keeps the script from running, or null. Known only when all directives are read.</summary>
    internal string? Defect
    {
        get
        {
            if (OpenBlocks.Count > 0)
                return "too many {'s";
            foreach (var command in Commands)
            {
                if (command.Label.Length > 0 && !Labels.ContainsKey(command.Label))
                    return "undefined label: " + command.Label;
            }
            return null;
        }
    }
}
