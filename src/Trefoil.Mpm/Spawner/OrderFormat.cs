using System.Text;

namespace Trefoil.Mpm.Spawner;

/// <summary>Orders as bytes between a child and the spawner: counts and lengths in front of what they measure, every one checked when read.</summary>
internal static class OrderFormat
{
    private const int Magic = 0x54524653, Version = 1, MostItems = 65_536;

    internal static byte[] Write(ScriptOrder order)
    {
        using var stream = new MemoryStream(4096);
        using var writer = new BinaryWriter(stream, Encoding.Latin1);
        writer.Write(Magic);
        writer.Write(Version);
        Text(writer, order.Program);
        Text(writer, order.Directory);
        Texts(writer, order.Arguments);
        Texts(writer, order.Environment);
        writer.Write(order.Limits.Count);
        foreach (var limit in order.Limits)
        {
            writer.Write(limit.Resource);
            writer.Write(limit.Soft);
            writer.Write(limit.Hard.HasValue);
            writer.Write(limit.Hard ?? 0);
        }
        writer.Write(order.User is not null);
        if (order.User is { } user)
        {
            Text(writer, user.User);
            Text(writer, user.Group);
            writer.Write(user.IsUserDirectory);
        }
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Null where the bytes are no order.</summary>
    internal static ScriptOrder? Read(byte[] bytes, int length)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, length), Encoding.Latin1);
            if (reader.ReadInt32() != Magic || reader.ReadInt32() != Version)
                return null;
            return new ScriptOrder
            {
                Program = Text(reader),
                Directory = Text(reader),
                Arguments = Texts(reader),
                Environment = Texts(reader),
                Limits = Limits(reader),
                User = reader.ReadBoolean() ? new ScriptUser(Text(reader), Text(reader), reader.ReadBoolean()) : null,
            };
        }
        catch (Exception failure) when (failure is EndOfStreamException or InvalidDataException)
        {
            return null;
        }
    }

    private static void Text(BinaryWriter writer, string text)
    {
        writer.Write(text.Length);
        foreach (var c in text)
            writer.Write((byte)c);
    }

    private static void Texts(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
            Text(writer, text);
    }

    private static string Text(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (length < 0 || length > left)
            throw new InvalidDataException();
        var text = Encoding.Latin1.GetString(reader.ReadBytes(length));
        // A zero would end the string where the kernel reads it.
        var zero = text.IndexOf('\0');
        return zero < 0 ? text : text[..zero];
    }

    private static string[] Texts(BinaryReader reader)
    {
        var texts = new string[Count(reader)];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = Text(reader);
        return texts;
    }

    private static ScriptLimit[] Limits(BinaryReader reader)
    {
        var limits = new ScriptLimit[Count(reader)];
        for (var i = 0; i < limits.Length; i++)
        {
            var resource = reader.ReadInt32();
            var soft = reader.ReadInt64();
            var hasHard = reader.ReadBoolean();
            var hard = reader.ReadInt64();
            limits[i] = new ScriptLimit(resource, soft, hasHard ? hard : null);
        }
        return limits;
    }

    private static int Count(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        return count is >= 0 and <= MostItems ? count : throw new InvalidDataException();
    }
}
