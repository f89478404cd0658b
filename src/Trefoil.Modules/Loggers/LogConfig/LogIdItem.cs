using Trefoil.Http.Messages;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>%L: the identity that error-log lines of the same request (or connection) carry.</summary>
internal sealed class LogIdItem(bool ofConnection) : LogItem
{
    internal override void Write(LogLineWriter line, Request request) =>
        line.AppendValue(ofConnection ? request.Connection.LogId : request.LogId);
}
