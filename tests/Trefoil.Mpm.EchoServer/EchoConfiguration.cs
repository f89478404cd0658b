using System.Text;
using Trefoil.Configuration;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Mpm.Event;
using Trefoil.Mpm.Prefork;
using Trefoil.Mpm.Unixd;
using Trefoil.Mpm.Worker;

namespace Trefoil.Mpm.EchoServer;

/// <summary>A configuration of lines "Directive arguments"; "MPM name" chooses the MPM.</summary>
internal sealed class EchoConfiguration : LoadedConfiguration
{
    private readonly string _text;

    private EchoConfiguration(string text, ConfigurationContext context)
    {
        _text = text;
        Context = context;
    }

    public override ConfigurationContext Context { get; }

    public override ReadOnlyMemory<byte> Snapshot => Encoding.Latin1.GetBytes(_text);

    public override IReadOnlyList<InheritedLog> Logs => [];

    public override void Activate()
    {
    }

    public override void Close()
    {
    }

    public override ChildRuntime CreateRuntime() => new(new EchoHandler("first"), new EchoLog(), static () => { });

    internal static EchoConfiguration? Read(string path)
    {
        var text = File.ReadAllText(path);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).ToList();
        MpmModule mpm = lines[0] switch { "MPM prefork" => new PreforkModule(), "MPM worker" => new WorkerModule(), _ => new EventModule() };
        var context = new EchoContext([mpm, new UnixdModule()], Path.GetDirectoryName(path)!);
        foreach (var line in lines.Skip(1))
        {
            var space = line.IndexOf(' ');
            var (name, rest) = (line[..space], line[(space + 1)..].Trim());
            var scope = new DirectiveScope(context, context.MainServer, new SettingsVector(), new Directive(name, rest, new SourceLocation(path, 1)));
            var row = context.Modules.SelectMany(module => module.Directives).FirstOrDefault(row => row.Name == name);
            var error = row is null ? "Invalid command" : row.Handler(scope, row.Kind == ArgumentKind.RawArgs ? [rest] : rest.Split(' '));
            if (error is not null)
            {
                Console.Error.WriteLine($"{name}: {error}");
                return null;
            }
        }
        return context.Modules.Select(module => module.PostConfig(context)).All(error => error is null) ? new EchoConfiguration(text, context) : null;
    }
}
