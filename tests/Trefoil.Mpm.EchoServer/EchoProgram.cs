namespace Trefoil.Mpm.EchoServer;

/// <summary>Both halves of the composition: the parent reads a file of directives, a child needs nothing of it.</summary>
internal sealed class EchoProgram(string path) : IServerProgram, IChildProgram
{
    public string Description => "Echo/1.0";

    public string Built => "today";

    public string CommandLine => "echoserver";

    public LoadedConfiguration? Reload() => EchoConfiguration.Read(path);

    public void WriteStartup(string line) => Console.Error.WriteLine(line);

    public ChildRuntime? Load(ReadOnlyMemory<byte> snapshot, IReadOnlyList<InheritedLog> logs, out string? error)
    {
        var text = System.Text.Encoding.Latin1.GetString(snapshot.Span);
        error = text.Contains("#child-fails") ? "told to fail" : null;
        if (error is not null)
            return null;
        var origin = new EchoLog();
        return new ChildRuntime(new EchoHandler(text.Contains("#second") ? "second" : "first"), origin, static () => { });
    }
}
