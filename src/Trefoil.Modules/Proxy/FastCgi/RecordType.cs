namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>Kinds of records of FastCGI 1.0, section 3.3.</summary>
internal enum RecordType : byte
{
    BeginRequest = 1,
    AbortRequest = 2,
    EndRequest = 3,
    Parameters = 4,
    StandardInput = 5,
    StandardOutput = 6,
    StandardError = 7,
    Data = 8,
    GetValues = 9,
    GetValuesResult = 10,
    UnknownType = 11,
}

/// <summary>What the application is asked to be (section 6).</summary>
internal enum ApplicationRole : ushort
{
    Responder = 1,
    Authorizer = 2,
    Filter = 3,
}

/// <summary>How the application ended a request, as the protocol sees it (section 5.5).</summary>
internal enum ProtocolStatus : byte
{
    RequestComplete = 0,
    CannotMultiplex = 1,
    Overloaded = 2,
    UnknownRole = 3,
}
