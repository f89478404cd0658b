using System.Net;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration.Snapshots;

/// <summary>
/// A configuration as bytes, with which a child makes the same servers as its parent without opening a file: the expanded tree with the
/// place of each directive, modules, names, macros, the command line's facts, file contents and resolved host names.
/// </summary>
public static class Snapshot
{
    private const int Magic = 0x4C465254; // "TRFL"
    private const int Version = 2;
    private const int DeepestNesting = 500;

    /// <summary>Writes a configuration that was applied (so that the files it reads are known).</summary>
    public static byte[] Write(HttpdConfiguration configuration)
    {
        var writer = new SnapshotWriter();
        var facts = configuration.Facts;
        writer.Number(Magic);
        writer.Number(Version);
        writer.Text(facts.ServerRoot);
        writer.Text(facts.InitialServerRoot);
        writer.Text(facts.ConfigFile);
        writer.Text(facts.RuntimeDirectory);
        writer.Text(facts.ProgramName);
        writer.Texts(facts.CommandLineDefines);
        writer.Texts(facts.BeforeDirectives);
        writer.Texts(facts.AfterDirectives);
        writer.Texts([.. configuration.Modules.Select(static module => module.Identifier)]);
        writer.Texts(configuration.Variables.Names);
        writer.Number(configuration.Variables.Values.Count);
        foreach (var (name, value) in configuration.Variables.Values)
        {
            writer.Text(name);
            writer.Text(value);
        }
        WriteMacros(writer, configuration.Macros);
        WriteTree(writer, configuration.Tree);
        writer.Number(configuration.Files.Count);
        foreach (var (path, blob) in configuration.Files)
        {
            writer.Text(path);
            writer.Number(blob.Errno);
            writer.Blob(blob.Data);
        }
        writer.Number(configuration.Hosts.Count);
        foreach (var (name, addresses) in configuration.Hosts)
        {
            writer.Text(name);
            writer.Number(addresses.Count);
            foreach (var address in addresses)
                writer.Blob(address.GetAddressBytes());
        }
        writer.Number(configuration.SharedDescriptors.Count);
        foreach (var (name, descriptor) in configuration.SharedDescriptors)
        {
            writer.Text(name);
            writer.Number(descriptor);
        }
        return writer.ToArray();
    }

    /// <summary>Makes the configuration of a child.</summary>
    /// <param name="data">What <see cref="Write"/> gave.</param>
    /// <param name="catalog">The same modules as the parent's.</param>
    /// <param name="logs">Inherited descriptors by the text of their destination.</param>
    public static ReadResult Read(ReadOnlySpan<byte> data, IModuleCatalog catalog, IReadOnlyDictionary<string, int> logs)
    {
        HttpdConfiguration configuration;
        try
        {
            configuration = Parse(data, catalog);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            return new ReadResult(null, $"The configuration snapshot is damaged: {e.Message}");
        }
        configuration.Inherit(logs);
        return configuration.Apply() is { } error ? new ReadResult(null, error) : new ReadResult(configuration, null);
    }

    private static HttpdConfiguration Parse(ReadOnlySpan<byte> data, IModuleCatalog catalog)
    {
        var reader = new SnapshotReader(data);
        if (reader.Number() != Magic)
            throw new InvalidDataException("no snapshot");
        if (reader.Number() != Version)
            throw new InvalidDataException("another version");
        var facts = new ConfigurationFacts
        {
            ServerRoot = reader.Text(),
            InitialServerRoot = reader.Text(),
            ConfigFile = reader.Text(),
            RuntimeDirectory = reader.OptionalText(),
            ProgramName = reader.Text(),
            CommandLineDefines = reader.Texts(),
            BeforeDirectives = reader.Texts(),
            AfterDirectives = reader.Texts(),
            IsChild = true,
        };
        var modules = new ModuleSet(catalog);
        foreach (var identifier in reader.Texts())
        {
            if (modules.Find(identifier) is null && !modules.TurnOn(identifier) && !modules.TurnOnUnbuilt(identifier))
                throw new InvalidDataException($"unknown module {identifier}");
        }
        var variables = new Variables();
        foreach (var name in reader.Texts())
            variables.Define(name, null);
        for (var left = reader.Count(8); left > 0; left--)
            variables.SetValue(reader.Text(), reader.Text());
        var macros = ReadMacros(ref reader);
        var tree = ReadTree(ref reader, 0);
        var configuration = new HttpdConfiguration(modules, variables, macros, facts, tree, null, null);
        for (var left = reader.Count(12); left > 0; left--)
        {
            var path = reader.Text();
            var errno = reader.Number();
            configuration.Files[path] = new FileBlob(reader.Blob(), errno);
        }
        for (var left = reader.Count(8); left > 0; left--)
        {
            var name = reader.Text();
            var addresses = new List<IPAddress>();
            for (var count = reader.Count(4); count > 0; count--)
                addresses.Add(new IPAddress(reader.Blob() ?? []));
            configuration.Hosts[name] = addresses;
        }
        for (var left = reader.Count(8); left > 0; left--)
        {
            var name = reader.Text();
            configuration.SharedDescriptors[name] = reader.Number();
        }
        return reader.IsAtEnd ? configuration : throw new InvalidDataException("bytes behind the end");
    }

    private static void WriteTree(SnapshotWriter writer, IReadOnlyList<Directive> directives)
    {
        writer.Number(directives.Count);
        foreach (var directive in directives)
        {
            writer.Text(directive.Name);
            writer.Text(directive.Arguments);
            writer.Text(directive.Location.File);
            writer.Number(directive.Location.Line);
            writer.Number(directive.Children is null ? 0 : 1);
            if (directive.Children is not null)
                WriteTree(writer, directive.Children);
        }
    }

    private static List<Directive> ReadTree(ref SnapshotReader reader, int depth)
    {
        if (depth > DeepestNesting)
            throw new InvalidDataException("nested too deeply");
        var directives = new List<Directive>();
        string? lastFile = null;
        for (var left = reader.Count(20); left > 0; left--)
        {
            var name = reader.Text();
            var arguments = reader.Text();
            var file = reader.Text();
            // Neighbours stand in the same file: one text for all of them.
            lastFile = file == lastFile ? lastFile : file;
            var location = new SourceLocation(lastFile!, reader.Number());
            directives.Add(new Directive(name, arguments, location, reader.Number() == 0 ? null : ReadTree(ref reader, depth + 1)));
        }
        return directives;
    }

    private static void WriteMacros(SnapshotWriter writer, MacroTable macros)
    {
        writer.Number(macros.IsUsed ? 1 : 0);
        writer.Number(macros.All.Count);
        foreach (var macro in macros.All)
        {
            writer.Text(macro.Name);
            writer.Text(macro.Location);
            writer.Texts([.. macro.Parameters]);
            writer.Texts([.. macro.Lines]);
        }
    }

    private static MacroTable ReadMacros(ref SnapshotReader reader)
    {
        var macros = new MacroTable { IsUsed = reader.Number() != 0 };
        for (var left = reader.Count(16); left > 0; left--)
            macros.Set(new Macro(reader.Text(), reader.Text(), reader.Texts(), reader.Texts()));
        return macros;
    }
}
