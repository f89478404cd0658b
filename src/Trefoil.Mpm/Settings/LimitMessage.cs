using Trefoil.Io.Logs;

namespace Trefoil.Mpm.Settings;

/// <summary>A correction that the administrator should know of.</summary>
internal readonly record struct LimitMessage(LogLevel Level, int Code, string Text);
