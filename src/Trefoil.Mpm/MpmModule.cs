using Trefoil.Configuration.Directives;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm;

/// <summary>A multi-processing module as the configuration sees it: directives and limits. Exactly one must be loaded.</summary>
public abstract class MpmModule : Module
{
    /// <summary>Which one.</summary>
    public abstract MpmKind Kind { get; }

    /// <summary>"prefork", "worker" or "event".</summary>
    public string MpmName => ShortName["mpm_".Length..];

    /// <summary>True for every configuration read after the first: corrections are then worded as log lines.</summary>
    internal static bool IsRestart { get; set; }

    /// <summary>The loaded MPM; null and the text of the refusal where there is none or more than one.</summary>
    public static MpmModule? Find(ConfigurationContext context, out string? error)
    {
        MpmModule? found = null;
        error = null;
        foreach (var module in context.Modules)
        {
            if (module is not MpmModule mpm)
                continue;
            if (found is not null)
            {
                error = "Configuration error: More than one MPM loaded.";
                return null;
            }
            found = mpm;
        }
        if (found is null)
            error = "Configuration error: No MPM loaded.";
        return found;
    }

    /// <inheritdoc/>
    public override string? PostConfig(ConfigurationContext context)
    {
        var settings = context.MainServer.Settings.GetOrCreate<MpmSettings>();
        settings.Limits = LimitCheck.Run(Kind, settings, IsRestart, Buckets.Count(settings.ListenCoresBucketsRatio, Environment.ProcessorCount), out var messages);
        foreach (var message in messages)
            context.Report(message.Level, ShortName, message.Code, message.Text);
        if (Kind == MpmKind.Event && settings.Mutexes.ContainsKey("mpm-accept"))
            context.Report(Trefoil.Io.Logs.LogLevel.Notice, ShortName, 0, "Mutex mpm-accept has no effect with the event MPM, which accepts without a mutex");
        if (settings.ScoreBoardFile is not null)
            context.Report(Trefoil.Io.Logs.LogLevel.Info, ShortName, 0, "ScoreBoardFile has no effect: the scoreboard is anonymous memory, passed to children by descriptor");
        return null;
    }
}
