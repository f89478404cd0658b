using System.Text;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Io.Processes;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Mappers.Rewrite.Maps;

/// <summary>prg: a program that answers each line with a line. Each child of the server runs its own, under its own identity, from the first question on.</summary>
internal sealed class ProgramMap : RewriteMap
{
    private readonly string[] _command;
    private readonly Lock _gate = new();
    private ChildProcess? _program;
    private int _toProgram = -1, _fromProgram = -1;

    internal ProgramMap(string name, string[] command) : base(name) => _command = command;

    internal override string? Find(RuleRunner runner, string key)
    {
        runner.Request.IsCacheable = false;
        // A line end inside the key would make two questions of one, and all later answers would belong to others.
        var value = key.Contains('\n') ? null : Ask(runner, key);
        if (value is not null && value.Equals("NULL", StringComparison.OrdinalIgnoreCase))
            value = null;
        if (runner.Log.Traces(5))
            runner.Log.Trace(5, value is null ? $"map lookup FAILED: map={Name} key={key}" : $"map lookup OK: map={Name} key={key} -> val={value}");
        return value;
    }

    private string? Ask(RuleRunner runner, string key)
    {
        using (Blocking.Enter())
        {
            lock (_gate)
            {
                if (_program is null && !Start(runner))
                    return null;
                if (FileSystem.WriteAll(_toProgram, Encoding.Latin1.GetBytes(key + "\n")) < 0 || ReadLine() is not { } line)
                {
                    Stop();
                    return null;
                }
                return line;
            }
        }
    }

    private string? ReadLine()
    {
        var line = new StringBuilder();
        Span<byte> one = stackalloc byte[1];
        while (true)
        {
            var got = FileSystem.Read(_fromProgram, one);
            if (got <= 0)
                return null;
            if (one[0] == '\n')
                return line.ToString();
            line.Append((char)one[0]);
        }
    }

    private bool Start(RuleRunner runner)
    {
        var error = Io.Files.Pipe.Create(out var programInput, out _toProgram);
        if (error == 0)
        {
            error = Io.Files.Pipe.Create(out _fromProgram, out var programOutput);
            if (error == 0)
            {
                _program = ChildProcess.Start(new SpawnRequest
                {
                    Path = _command[0],
                    Arguments = _command,
                    Environment = [.. Variables()],
                    Descriptors = [new(programInput, 0), new(programOutput, 1), new(2, 2)],
                }, out error);
                FileSystem.Close(programOutput);
            }
            FileSystem.Close(programInput);
        }
        if (_program is not null)
            return true;
        Stop();
        Log.Write(runner.Request, LogLevel.Error, RewriteLog.ModuleName, 654, $"mod_rewrite: could not start RewriteMap program {_command[0]}", -error);
        return false;
    }

    private static IEnumerable<string> Variables()
    {
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            yield return $"{variable.Key}={variable.Value}";
    }

    private void Stop()
    {
        if (_toProgram >= 0)
            FileSystem.Close(_toProgram);
        if (_fromProgram >= 0)
            FileSystem.Close(_fromProgram);
        (_toProgram, _fromProgram) = (-1, -1);
        if (_program is null)
            return;
        _program.Signal(Signals.KILL);
        _program.TryReap(out _, wait: true);
        _program = null;
    }
}
