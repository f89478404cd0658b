namespace Trefoil.Mpm.Spawner;

/// <summary>What the spawner says about an order, on the channel that came with it.</summary>
public enum SpawnAnswerKind : byte
{
    /// <summary>It runs; the number is its process.</summary>
    Started = 1,
    /// <summary>It could not be started; the number is the errno.</summary>
    Failed = 2,
    /// <summary>suexec's rules refused it; the number is suexec's exit code.</summary>
    Refused = 3,
    /// <summary>It has ended; the number is its exit code, or 256 + the signal.</summary>
    Ended = 4,
}

/// <summary>An answer.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Number">Process, errno or code.</param>
public readonly record struct SpawnAnswer(SpawnAnswerKind Kind, int Number)
{
    internal const int Length = 5;

    internal void Write(Span<byte> bytes)
    {
        bytes[0] = (byte)Kind;
        BitConverter.TryWriteBytes(bytes[1..], Number);
    }

    /// <summary>Reads an answer; null where the bytes are none.</summary>
    public static SpawnAnswer? Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Length ? new SpawnAnswer((SpawnAnswerKind)bytes[0], BitConverter.ToInt32(bytes[1..])) : null;
}
