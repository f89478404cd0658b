using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Generators.Info;

/// <summary>mod_info: shows which modules are on, what they take part in and what was configured (handler server-info).</summary>
public sealed class InfoModule : Module, IHandler
{
    /// <inheritdoc/>
    public override string Identifier => "info_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_info.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("AddModuleInfo", ArgumentKind.Take2, AllowedIn.RsrcConf, "a module name and additional information on that module", static (scope, arguments) =>
        {
            scope.ForServer<InfoSettings>().Remarks.Add(new(arguments[0], arguments[1]));
            return null;
        }),
    ];

    /// <inheritdoc/>
    public async ValueTask<PhaseResult> HandleAsync(Request request)
    {
        if (request.Handler != "server-info")
            return PhaseResult.Declined;
        request.IsCacheable = false;
        request.AllowedMethods |= 1UL << HttpMethods.Get;
        if (request.MethodNumber != HttpMethods.Get)
            return PhaseResult.Declined;
        request.ContentType = "text/html; charset=ISO-8859-1";
        await request.Output.WriteAsync(request, Encoding.Latin1.GetBytes(new InfoPage(request).Make()));
        return PhaseResult.Ok;
    }
}

/// <summary>AddModuleInfo: texts about modules, by source file.</summary>
internal sealed class InfoSettings : ISettings<InfoSettings>
{
    internal List<KeyValuePair<string, string>> Remarks { get; private init; } = [];

    public InfoSettings Merge(InfoSettings inner) => new() { Remarks = [.. Remarks, .. inner.Remarks] };
}
