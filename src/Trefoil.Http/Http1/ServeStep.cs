namespace Trefoil.Http.Http1;

/// <summary>Where a session stands when its synchronous part ends.</summary>
internal enum ServeStep
{
    /// <summary>Parked, lingering or closed; nothing may be touched any more.</summary>
    Finished,
    /// <summary>A request waits for the whole path.</summary>
    WholePath,
    /// <summary>Output waits for the client to read.</summary>
    Drain,
}
