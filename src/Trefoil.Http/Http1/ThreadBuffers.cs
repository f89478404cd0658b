using Trefoil.Http.Output;

namespace Trefoil.Http.Http1;

/// <summary>What a thread needs for the requests it serves to completion: a receive buffer, an output buffer and a parsed head. Idle connections own none of it.</summary>
internal sealed class ThreadBuffers
{
    internal const int InputLength = 16 * 1024, OutputLength = 32 * 1024;

    [ThreadStatic]
    private static ThreadBuffers? _current;

    internal static ThreadBuffers Current => _current ??= new ThreadBuffers();

    /// <summary>Received bytes; pinned because the kernel writes to it all the time.</summary>
    internal byte[] Input { get; } = GC.AllocateUninitializedArray<byte>(InputLength, pinned: true);

    /// <summary>Prebuilt responses of one batch of pipelined requests.</summary>
    internal OutputBatch Output { get; } = new(OutputLength);

    internal RequestHead Head { get; } = new();
}
