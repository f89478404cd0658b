using System.Text;
using Trefoil.Io.Files;

namespace Trefoil.Io.Tests.Logs;

/// <summary>A log file in a scratch folder, gone after the test.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("trefoil-log-").FullName;

    internal LogFile() => Descriptor = FileSystem.OpenAppend(Path);

    internal string Path => _directory + "/log";

    internal int Descriptor { get; }

    internal string Text => File.ReadAllText(Path, Encoding.Latin1);

    internal string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        FileSystem.Close(Descriptor);
        Directory.Delete(_directory, recursive: true);
    }
}
