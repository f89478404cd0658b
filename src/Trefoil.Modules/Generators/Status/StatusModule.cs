using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Core;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Modules.Generators.Status;

/// <summary>mod_status: shows what the server does (handler server-status). That it is loaded turns ExtendedStatus on unless the configuration says otherwise.</summary>
public sealed class StatusModule : Module, IHandler
{
    private const string Name = "status";

    /// <inheritdoc/>
    public override string Identifier => "status_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_status.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    /// <inheritdoc/>
    public async ValueTask<PhaseResult> HandleAsync(Request request)
    {
        if (request.Handler is not ("server-status" or "application/x-httpd-status"))
            return PhaseResult.Declined;
        request.IsCacheable = false;
        request.AllowedMethods |= 1UL << HttpMethods.Get;
        if (request.MethodNumber != HttpMethods.Get)
            return PhaseResult.Declined;
        if (Scoreboard.Current is not { } board)
        {
            Log.Write(request, LogLevel.Error, Name, 1237, "Server status unavailable in inetd mode");
            return 500;
        }
        var query = StatusQuery.Read(request.QueryString);
        if (query.Refresh is not null)
            request.HeadersOut.Set("Refresh", query.Refresh);
        request.ContentType = query.IsAuto ? "text/plain; charset=ISO-8859-1" : "text/html; charset=ISO-8859-1";
        var facts = Gather(request, board, Contributions(request, query.IsAuto));
        var page = query.IsAuto ? new AutoReport(facts).Make() : new HtmlReport(facts, query.WithTable).Make();
        await request.Output.WriteAsync(request, Encoding.Latin1.GetBytes(page));
        return PhaseResult.Ok;
    }

    private static StatusFacts Gather(Request request, Scoreboard board, string contributions) => new()
    {
        Contributions = contributions,
        Board = ScoreboardReader.Read(board),
        ServerName = CanonicalName.ServerName(request),
        LocalAddress = request.Connection.LocalAddress.ToString(),
        Version = ServerBanner.Description(request.Runtime.Configuration),
        Built = ServerBanner.BuiltAt(),
        Now = DateTimeOffset.UtcNow,
        Zone = TimeZoneInfo.Local,
        Load = Load(),
        Signature = ServerSignature.Make(request, "<hr />\n"),
    };

    private static string Contributions(Request request, bool isAuto)
    {
        var text = new StringBuilder();
        foreach (var module in request.Runtime.Configuration.Modules)
            (module as IStatusContributor)?.AppendStatus(request, text, isAuto);
        return text.ToString();
    }

    private static (string One, string Five, string Fifteen) Load()
    {
        var data = FileSystem.ReadAll("/proc/loadavg", out _, 256);
        var words = data is null ? [] : Encoding.Latin1.GetString(data).Split(' ');
        return words.Length < 3 ? ("-1.00", "-1.00", "-1.00") : (words[0], words[1], words[2]);
    }
}
