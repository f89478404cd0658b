using Trefoil.Configuration.Directives;
using Trefoil.Http.Expressions;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Core;

/// <summary>Directives about directories, locations and files.</summary>
internal static class DirectoryDirectives
{
    private const AllowedIn Anywhere = AllowedIn.RsrcConf | AllowedIn.AccessConf;

    internal static readonly DirectiveDefinition[] Table =
    [
        Define("ServerSignature", AllowedIn.OrAll, "off, on or email", static (s, text) =>
            Choose(text, "ServerSignature: use one of: off | on | email", ref s.SignatureGiven, ("off", SignatureMode.Off), ("on", SignatureMode.On), ("email", SignatureMode.Email))),
        Define("UseCanonicalName", Anywhere, "off, on or dns", static (s, text) =>
            Choose(text, "parameter must be 'on', 'off', or 'dns'", ref s.CanonicalNameGiven, ("off", CanonicalNameMode.Off), ("on", CanonicalNameMode.On), ("dns", CanonicalNameMode.Dns))),
        Define("UseCanonicalPhysicalPort", Anywhere, "on or off", static (s, text) => OnOff(text, ref s.CanonicalPhysicalPortGiven)),
        Define("HostnameLookups", Anywhere, "on, off or double", static (s, text) =>
            Choose(text, "parameter must be 'on', 'off', or 'double'", ref s.HostnameLookupsGiven, ("on", HostnameLookupMode.On), ("off", HostnameLookupMode.Off), ("double", HostnameLookupMode.Double))),
        Define("AllowEncodedSlashes", AllowedIn.RsrcConf, "on, off or nodecode", static (s, text) =>
            Choose(text, "AllowEncodedSlashes must be On, Off, or NoDecode", ref s.EncodedSlashesGiven, ("on", EncodedSlashMode.On), ("off", EncodedSlashMode.Off), ("nodecode", EncodedSlashMode.NoDecode))),
        Define("AcceptPathInfo", AllowedIn.OrFileInfo, "on, off or default", AcceptPathInfo),
        Define("EnableSendfile", AllowedIn.OrFileInfo, "on or off", static (s, text) => OnOff(text, ref s.EnableSendfileGiven)),
        new("EnableMMAP", ArgumentKind.Take1, AllowedIn.OrFileInfo, "off, as files are never mapped into memory", static (scope, arguments) =>
        {
            bool? value = null;
            if (OnOff(arguments[0], ref value) is { } refusal)
                return refusal;
            var at = scope.Directive.Location;
            if (value == true)
                scope.Context.Report(LogLevel.Warn, "core", 0, $"EnableMMAP On has no effect: files are never mapped into memory ({at.File}:{at.Line})");
            return null;
        }),
        Define("AddDefaultCharset", AllowedIn.OrFileInfo, "on, off or a charset", AddDefaultCharset),
        Define("ForceType", AllowedIn.OrFileInfo, "a media type, or none", static (s, text) =>
        {
            s.ForceTypeGiven = IsNone(text) ? "" : text;
            return null;
        }),
        new("SetHandler", ArgumentKind.Take1, AllowedIn.OrFileInfo, "a handler, none, or an expression", SetHandler),
        Define("SetOutputFilter", AllowedIn.OrFileInfo, "output filters with semicolons between", static (s, text) =>
        {
            s.SetOutputFilterGiven = text;
            return null;
        }),
        Define("SetInputFilter", AllowedIn.OrFileInfo, "input filters with semicolons between", static (s, text) =>
        {
            s.SetInputFilterGiven = text;
            return null;
        }),
        new("ContentDigest", ArgumentKind.Flag, AllowedIn.OrOptions, "whether to send Content-MD5", static (scope, arguments) =>
        {
            scope.Directory<CoreDirectorySettings>().ContentDigestGiven = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("QualifyRedirectURL", ArgumentKind.Flag, AllowedIn.OrFileInfo, "whether REDIRECT_URL is a full URL", static (scope, arguments) =>
        {
            scope.Directory<CoreDirectorySettings>().QualifyRedirectUrlGiven = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("CGIPassAuth", ArgumentKind.Flag, AllowedIn.OrAuthConfig, "whether scripts see the Authorization header", static (scope, arguments) =>
        {
            if (scope.Section is null && !scope.IsHtaccess)
                return "CGIPassAuth not allowed here";
            scope.Directory<CoreDirectorySettings>().CgiPassAuthGiven = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("CGIVar", ArgumentKind.Take2, AllowedIn.OrFileInfo, "a variable and how it is made", CgiVariable),
        new("DefaultType", ArgumentKind.Take1, AllowedIn.OrFileInfo, "nothing any more", static (scope, arguments) =>
        {
            var at = scope.Directive.Location;
            if (!IsNone(arguments[0]))
                scope.Context.Report(LogLevel.Warn, "core", 117, $"Ignoring deprecated use of DefaultType in line {at.Line} of {at.File}.");
            return null;
        }),
    ];

    private static DirectiveDefinition Define(string name, AllowedIn allowedIn, string help, Func<CoreDirectorySettings, string, string?> set) =>
        new(name, ArgumentKind.Take1, allowedIn, help, (scope, arguments) => set(scope.Directory<CoreDirectorySettings>(), arguments[0]));

    private static bool IsNone(string text) => text.Equals("none", StringComparison.OrdinalIgnoreCase);

    private static string? OnOff(string text, ref bool? target) => Choose(text, "parameter must be 'on' or 'off'", ref target, ("on", true), ("off", false));

    private static string? Choose<T>(string text, string refusal, ref T? target, params ReadOnlySpan<(string Name, T Value)> choices) where T : struct
    {
        foreach (var (name, value) in choices)
        {
            if (!text.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            target = value;
            return null;
        }
        return refusal;
    }

    private static string? AcceptPathInfo(CoreDirectorySettings settings, string text)
    {
        bool? value = null;
        if (!text.Equals("default", StringComparison.OrdinalIgnoreCase)
            && Choose(text, "AcceptPathInfo must be set to on, off or default", ref value, ("on", true), ("off", false)) is { } refusal)
        {
            return refusal;
        }
        settings.AcceptPathInfoIsGiven = true;
        settings.AcceptPathInfoGiven = value;
        return null;
    }

    private static string? AddDefaultCharset(CoreDirectorySettings settings, string text)
    {
        settings.DefaultCharsetIsGiven = true;
        settings.DefaultCharsetGiven = text.ToLowerInvariant() switch
        {
            "off" => null,
            "on" => "iso-8859-1",
            _ => text,
        };
        return null;
    }

    private static string? SetHandler(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<CoreDirectorySettings>();
        var text = arguments[0];
        settings.SetHandlerGiven = null;
        settings.SetHandlerExpressionGiven = null;
        if (!ExpressionTexts.HasVariables(text))
        {
            settings.SetHandlerGiven = IsNone(text) ? "" : text.StartsWith("proxy:unix", StringComparison.OrdinalIgnoreCase) ? text : text.ToLowerInvariant();
            return null;
        }
        settings.SetHandlerExpressionGiven = ExpressionTexts.Parse(scope, text, out var error);
        return settings.SetHandlerExpressionGiven is null ? $"Can't parse expression : {error}" : null;
    }

    private static string? CgiVariable(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (arguments[0] != "REQUEST_URI")
            return $"Unrecognized CGI variable: \"{arguments[0]}\"";
        if (arguments[1] is not ("current-uri" or "original-uri"))
            return "Valid rules for REQUEST_URI are 'current-uri' and 'original-uri'";
        var settings = scope.Directory<CoreDirectorySettings>();
        (settings.CgiVariableRulesGiven ??= [])[arguments[0]] = arguments[1];
        return null;
    }
}
