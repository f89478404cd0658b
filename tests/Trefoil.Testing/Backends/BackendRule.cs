namespace Trefoil.Testing;

/// <summary>What a scripted backend does with paths that begin with <see cref="Path"/>.</summary>
public sealed record BackendRule(string Path, string[] Flags, string Response)
{
    public static BackendRule Default { get; } = new("", [], "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nbackend\n");

    public static BackendRule Parse(string line)
    {
        var bar = line.IndexOf(" |", StringComparison.Ordinal);
        var words = (bar < 0 ? line : line[..bar]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var response = bar < 0 || bar + 3 > line.Length ? "" : line[(bar + 3)..];
        return new BackendRule(words[0], words[1..], response);
    }

    public bool Has(string flag) => Flags.Contains(flag);
}
