namespace Trefoil.Testing;

/// <summary>One response as it was on the wire; the body is without transfer coding.</summary>
public sealed record Response(string StatusLine, IReadOnlyList<(string Name, string Value)> Headers, string Body, bool Truncated)
{
    public int Status => StatusLine.Length >= 12 && int.TryParse(StatusLine.AsSpan(9, 3), out var code) ? code : 0;

    public string? Header(string name)
    {
        foreach (var (candidate, value) in Headers)
        {
            if (candidate.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    public bool SaysClose => Header("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) == true;
}
