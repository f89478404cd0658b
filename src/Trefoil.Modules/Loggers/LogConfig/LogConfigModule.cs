using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Cache;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>mod_log_config: access logs in formats of the administrator's choice.</summary>
public sealed class LogConfigModule : Module, ICachedTransactionLog
{
    /// <inheritdoc/>
    public override string Identifier => "log_config_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_log_config.c";

    /// <inheritdoc/>
    public override bool IsStatic => true;

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => LogConfigDirectives.All;

    /// <summary>Opens the logs of every server: its own and the global ones, or the main server's where it has none.</summary>
    public override string? PostConfig(ConfigurationContext context)
    {
        var opener = new AccessLogOpener(context);
        foreach (var server in context.VirtualHosts.Prepend(context.MainServer))
        {
            if (opener.Open(server) is { } error)
                return error;
        }
        return null;
    }

    /// <inheritdoc/>
    public void LogTransaction(Request request)
    {
        var logs = request.ForServer<LogConfigSettings>().Open;
        if (logs.Length == 0)
            return;
        var original = request.Original;
        var final = request.Final;
        foreach (var log in logs)
        {
            if (IsWanted(log.Definition, final))
                Write(log, original, final);
        }
    }

    /// <inheritdoc/>
    public bool AcceptsCached(ServerConfig server)
    {
        if (server.DirectoryBase.Get<CoreDirectorySettings>().HostnameLookups != HostnameLookupMode.Off)
            return false;
        return Array.TrueForAll(
            server.Settings.Get<LogConfigSettings>().Open,
            static log => log.Format.AcceptsCached && log.Definition.Variable is null && log.Definition.Condition is null);
    }

    /// <inheritdoc/>
    public void LogCached(in CachedTransaction transaction)
    {
        foreach (var log in transaction.Server.Settings.Get<LogConfigSettings>().Open)
        {
            var line = LogLineWriter.Rent();
            log.Format.WriteCached(line, transaction);
            log.Writer.Append(line.Written);
        }
    }

    private static void Write(AccessLog log, Request original, Request final)
    {
        var line = LogLineWriter.Rent();
        log.Format.Write(line, original, final);
        log.Writer.Append(line.Written);
    }

    private static bool IsWanted(CustomLog log, Request request)
    {
        if (log.Variable is { } variable)
        {
            return variable[0] == '!'
                ? !request.HasEnvironment || !request.Environment.Contains(variable[1..])
                : request.HasEnvironment && request.Environment.Contains(variable);
        }
        if (log.Condition is not { } condition)
            return true;
        var result = RequestExpressions.Test(condition, request, out var error);
        if (result is null)
            Log.Write(request, LogLevel.Error, "log_config", 644, $"Error evaluating log condition: {error}");
        return result == true;
    }
}
