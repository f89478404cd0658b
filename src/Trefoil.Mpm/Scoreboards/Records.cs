using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Trefoil.Mpm.Scoreboards;

/// <summary>What is true of the server as a whole. Written by the parent only.</summary>
[StructLayout(LayoutKind.Sequential, Size = 512)]
internal struct GlobalRecord
{
    internal const ulong ExpectedMagic = 0x6C696F6665725430; // "0Trefoil"
    internal const int ExpectedVersion = 1;

    public ulong Magic;
    public int Version;
    public int GlobalSize;
    public int ProcessSize;
    public int WorkerSize;
    public int ProcessCapacity;
    public int WorkerCapacity;
    public int Mpm;
    public int Slots;
    public int ThreadsPerChild;
    public int ServerLimit;
    public int ThreadLimit;
    public int Extended;
    public int SeeRequestTail;
    public int Generation;
    public int ConfigGeneration;
    public int HighestSlot;
    public int ParentPid;
    public long StartTime;
    public long RestartTime;
    public long ParentUserTime;
    public long ParentSystemTime;
    public long ChildrenUserTime;
    public long ChildrenSystemTime;
}

/// <summary>One child. The parent writes the first part, the child's main or leading thread the second.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct ProcessRecord
{
    public int Pid;
    public int Generation;
    public int Mpm;
    public int FirstWorker;
    public int WorkerCount;
    public int Bucket;
    public long StartTime;
    public int EndsConnections;

    public int Stage;
    public int NotAccepting;
    public int Connections;
    public int WriteCompletion;
    public int LingeringClose;
    public int KeepAlive;
    public int Suspended;
    public int WaitIo;
    public long Accepted;
    public long Heartbeat;
    public long UserTime;
    public long SystemTime;
}

/// <summary>One worker. Written by whoever holds the slot; texts and times belong together and are guarded by the sequence, which is odd while they change.</summary>
[StructLayout(LayoutKind.Sequential, Size = 384)]
internal struct WorkerRecord
{
    public uint Sequence;
    public byte State;
    public byte ClientLength;
    public byte RequestLength;
    public byte VirtualHostLength;
    public byte ProtocolLength;
    public int Pid;
    public int ThreadId;
    public int Generation;
    public int ConnectionCount;
    public long ConnectionBytes;
    public long AccessCount;
    public long BytesServed;
    public long ChildAccessCount;
    public long ChildBytesServed;
    public long Duration;
    public long LastDuration;
    public long LastUsed;
    public Text64 Client;
    public Text64 Request;
    public Text64 VirtualHost;
    public Text16 Protocol;
}

/// <summary>64 bytes in place.</summary>
[InlineArray(64)]
internal struct Text64
{
    private byte _first;
}

/// <summary>16 bytes in place.</summary>
[InlineArray(16)]
internal struct Text16
{
    private byte _first;
}
