using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>%L: the identity that error-log lines of the same request (or connection) carry.</summary>
internal sealed class LogIdItem(bool ofConnection) : LogItem
{
    internal override void Write(LogLineWriter line, Request request)
    {
        ILogOrigin origin = ofConnection ? request.Connection : request;
        line.AppendValue((ofConnection ? origin.ConnectionIdentity : origin.RequestIdentity)?.Id);
    }
}
