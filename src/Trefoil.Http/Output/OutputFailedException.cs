namespace Trefoil.Http.Output;

/// <summary>
/// Thrown by an output filter that cannot go on with the body and has said so in the log: the request is answered with an error page, or broken off where
/// its head is out already.
/// </summary>
public sealed class OutputFailedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="status">What the request is answered with.</param>
    public OutputFailedException(int status) : base("An output filter failed") => Status = status;

    /// <summary>What the request is answered with.</summary>
    public int Status { get; }
}
