using Trefoil.Io.Files;

namespace Trefoil.Httpd.Parent;

/// <summary>How much of the terminal the server keeps.</summary>
internal enum StandardStreams
{
    /// <summary>In the background, and with NO_DETACH: nothing.</summary>
    Closed,
    /// <summary>FOREGROUND and DEBUG: input and output stay.</summary>
    Kept,
}

/// <summary>Points descriptors elsewhere.</summary>
internal static class Redirection
{
    /// <summary>Standard error goes to a log, or nowhere where the log is no descriptor.</summary>
    internal static void ErrorsTo(int? descriptor)
    {
        if (descriptor is { } log)
            Pipe.Duplicate(log, 2);
        else
            ToNull(2, isInput: false);
    }

    /// <summary>Standard input and output go nowhere.</summary>
    internal static void CloseTerminal()
    {
        ToNull(0, isInput: true);
        ToNull(1, isInput: false);
    }

    private static void ToNull(int descriptor, bool isInput)
    {
        var nothing = isInput ? FileSystem.OpenRead("/dev/null") : FileSystem.OpenAppend("/dev/null");
        if (nothing < 0)
            return;
        Pipe.Duplicate(nothing, descriptor);
        FileSystem.Close(nothing);
    }
}
