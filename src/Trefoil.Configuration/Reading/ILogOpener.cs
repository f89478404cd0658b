namespace Trefoil.Configuration.Reading;

/// <summary>Opens log destinations in the parent.</summary>
public interface ILogOpener
{
    /// <summary>The descriptor of a file or pipe ("path", "|program", "||program", "|$command"), or -1 and the reason.</summary>
    int Open(string destination, out string? error);
}
