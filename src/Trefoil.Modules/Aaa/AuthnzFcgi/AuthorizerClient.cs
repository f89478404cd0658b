using System.Net;
using System.Net.Sockets;
using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;
using Trefoil.Io.Reactors;
using Trefoil.Modules.Generators.Cgi;
using Trefoil.Modules.Proxy.FastCgi;

namespace Trefoil.Modules.Aaa.AuthnzFcgi;

/// <summary>Asks a program about a request, on a connection of its own. It blocks, since access is decided in phases that cannot wait otherwise.</summary>
internal static class AuthorizerClient
{
    private static readonly string[] NotForAuthorizers =
    [
        "CONTENT_LENGTH", "PATH_INFO", "PATH_TRANSLATED", "SCRIPT_NAME", "HTTP_KEEP_ALIVE", "HTTP_TE", "HTTP_TRAILER", "HTTP_TRANSFER_ENCODING", "HTTP_UPGRADE",
    ];

    internal static AuthorizerAnswer Ask(Request request, AuthorizerProvider provider, string? apacheRole, string? password)
    {
        var variables = VariablesFor(request, apacheRole, password);
        var timeout = (int)Math.Min(request.ForServer<CoreServerSettings>().Timeout / 1000, int.MaxValue);
        using (Blocking.Enter())
        {
            try
            {
                using var socket = Connect(provider, timeout);
                return Converse(request, socket, variables);
            }
            catch (SocketException failure)
            {
                Log.Write(request, LogLevel.Error, AuthnzFcgiModule.Name, 2504, $"couldn't talk to {provider.Host}:{provider.Port}: {failure.Message}");
                return AuthorizerAnswer.Failed;
            }
        }
    }

    private static HeaderTable VariablesFor(Request request, string? apacheRole, string? password)
    {
        var before = new HeaderTable();
        if (request.EnvironmentOrNull is { } environment)
            before.AddRange(environment);
        // A URI that is still being decided about has no script, and looking PATH_INFO up would ask about access again.
        var pathInfo = request.PathInfo;
        request.PathInfo = null;
        CgiEnvironment.AddCommon(request);
        _ = CgiEnvironment.AddScriptAsync(request);
        request.PathInfo = pathInfo;
        var variables = request.Environment;
        request.ReplaceEnvironment(before);
        foreach (var name in NotForAuthorizers)
            variables.Unset(name);
        variables.Set("FCGI_ROLE", "AUTHORIZER");
        if (apacheRole is not null)
            variables.Set("FCGI_APACHE_ROLE", apacheRole);
        if (password is not null)
            variables.Set("REMOTE_PASSWD", password);
        variables.Set("HTTP_CONNECTION", "close");
        return variables;
    }

    private static Socket Connect(AuthorizerProvider provider, int timeout)
    {
        var address = IPAddress.TryParse(provider.Host, out var literal) ? literal : Dns.GetHostAddresses(provider.Host)[0];
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = timeout, ReceiveTimeout = timeout, NoDelay = true };
        try
        {
            socket.Connect(new IPEndPoint(address, provider.Port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static AuthorizerAnswer Converse(Request request, Socket socket, HeaderTable variables)
    {
        using var buffer = new ByteBuffer(4096);
        RecordWriter.Begin(buffer, ApplicationRole.Authorizer, keepsConnection: false);
        // An authorizer has no standard input (FastCGI 1.0, 6.3).
        RecordWriter.Parameters(buffer, variables);
        for (var at = 0; at < buffer.Length;)
            at += socket.Send(buffer.Written[at..]);
        using var output = new ByteBuffer(1024);
        var records = new RecordReader();
        var piece = new byte[8192];
        int got;
        while ((got = socket.Receive(piece)) > 0)
        {
            ReadOnlySpan<byte> input = piece.AsSpan(0, got);
            RecordEvent seen;
            while ((seen = records.Next(ref input, out var content)) != RecordEvent.NeedsInput)
            {
                if (seen == RecordEvent.Content && records.Header.Type == RecordType.StandardOutput)
                    output.Append(content);
                else if (seen == RecordEvent.Content && records.Header.Type == RecordType.StandardError)
                    Log.Write(request, LogLevel.Warn, AuthnzFcgiModule.Name, 2496, $"FCGI stderr: {Encoding.Latin1.GetString(content)}");
                else if (seen == RecordEvent.End && records.Header.Type == RecordType.EndRequest)
                    return AuthorizerAnswer.Parse(output.Written);
            }
        }
        Log.Write(request, LogLevel.Error, AuthnzFcgiModule.Name, 2497, "the authorizer has ended the connection without an answer");
        return AuthorizerAnswer.Failed;
    }
}
