using System.Globalization;

namespace Trefoil.Modules.Aaa.AuthDigest;

/// <summary>The highest nonce count seen for each nonce in this child, for AuthDigestNcCheck. The oldest are forgotten.</summary>
internal sealed class NonceCounts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, uint> _counts = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];
    private int _capacity = 4096;

    /// <summary>Room for as many nonces as fit into that many bytes.</summary>
    internal void Resize(long bytes) => _capacity = (int)Math.Clamp(bytes / 88, 1, 1 << 20);

    /// <summary>True when the count is higher than all before; false is a replay.</summary>
    internal bool Advance(string nonce, string count)
    {
        if (!uint.TryParse(count, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            return false;
        lock (_gate)
        {
            if (_counts.TryGetValue(nonce, out var last))
            {
                if (number <= last)
                    return false;
            }
            else
            {
                if (_order.Count >= _capacity)
                    _counts.Remove(_order.Dequeue());
                _order.Enqueue(nonce);
            }
            _counts[nonce] = number;
            return true;
        }
    }
}
