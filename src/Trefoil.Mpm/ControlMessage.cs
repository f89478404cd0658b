namespace Trefoil.Mpm;

/// <summary>First byte of a message on the control channel.</summary>
internal enum ControlMessage : byte
{
    /// <summary>To the child: its slot (int), generation (int), bucket (int).</summary>
    Assign = (byte)'A',

    /// <summary>To the child: accept no more, answer what is open, end. Idle connections keep their time for one more request.</summary>
    Finish = (byte)'G',

    /// <summary>To the child: as Finish, but the server ends: idle connections have only a moment left.</summary>
    Leave = (byte)'L',

    /// <summary>To the child: end now.</summary>
    Stop = (byte)'Q',

    /// <summary>To the parent: accepting from now on.</summary>
    Ready = (byte)'R',

    /// <summary>To the parent: finishing on my own account (MaxConnectionsPerChild).</summary>
    Finishing = (byte)'F',

    /// <summary>To the parent: the listening sockets are closed here.</summary>
    Closed = (byte)'X',
}
