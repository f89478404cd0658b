using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;

namespace Trefoil.Http.Http1;

/// <summary>What the configuration allows of a request head; of the server that belongs to the local address.</summary>
/// <param name="LineLength">LimitRequestLine.</param>
/// <param name="FieldCount">LimitRequestFields, 0 for no limit.</param>
/// <param name="FieldLength">LimitRequestFieldSize.</param>
/// <param name="Strict">HttpProtocolOptions Strict.</param>
/// <param name="AllowsSimple">HttpProtocolOptions Allow0.9.</param>
internal sealed record ParseLimits(int LineLength, int FieldCount, int FieldLength, bool Strict, bool AllowsSimple)
{
    /// <summary>Empty lines that may stand in front of a request.</summary>
    internal const int EmptyLines = 10;

    internal static ParseLimits Of(ServerConfig server)
    {
        var core = server.Settings.Get<CoreServerSettings>();
        return new ParseLimits(core.LimitRequestLine, core.LimitRequestFields, core.LimitRequestFieldSize, !core.IsUnsafe, !core.RequiresHttp10);
    }
}
