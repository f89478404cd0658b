using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Aaa.AuthnCore;

/// <summary>What AuthType and AuthName say about a request, for every module that authenticates or authorizes.</summary>
internal static class AuthenticationRealm
{
    /// <summary>AuthType, or null where there is none ("None" counts as none).</summary>
    internal static string? TypeOf(Request request)
    {
        var settings = request.Directory<AuthnCoreSettings>();
        if (settings.Type is not { } type)
            return null;
        var text = type.Evaluate(request, out var error);
        if (error is not null)
            Log.Write(request, LogLevel.Error, AuthnCoreModule.Name, 2834, $"AuthType expression could not be evaluated: {error}");
        return text is null || string.Equals(text, "None", StringComparison.OrdinalIgnoreCase) ? null : text;
    }

    /// <summary>True when AuthType is that scheme.</summary>
    internal static bool Is(Request request, string scheme) => string.Equals(TypeOf(request), scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>AuthName, or null where there is none.</summary>
    internal static string? NameOf(Request request)
    {
        var settings = request.Directory<AuthnCoreSettings>();
        if (settings.Realm is not { } realm)
            return null;
        var text = realm.Evaluate(request, out var error);
        if (error is not null)
            Log.Write(request, LogLevel.Error, AuthnCoreModule.Name, 2835, $"AuthName expression could not be evaluated: {error}");
        return text is null ? null : QuoteEscaped(text);
    }

    /// <summary>Lets the module of the AuthType in effect add its challenge to the 401.</summary>
    internal static void NoteFailure(Request request)
    {
        if (TypeOf(request) is not { } type)
        {
            Log.Write(request, LogLevel.Error, "core", 571, $"need AuthType to note auth failure: {request.UnparsedUri}");
            return;
        }
        foreach (var challenge in request.Runtime.Phases.Challenges)
        {
            if (challenge.Challenge(request, type))
                return;
        }
    }

    private static string QuoteEscaped(string text) => text.Contains('"', StringComparison.Ordinal) ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
}
