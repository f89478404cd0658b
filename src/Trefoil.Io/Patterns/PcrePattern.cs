using System.Buffers;
using System.Text;
using Trefoil.Io.Native;

namespace Trefoil.Io.Patterns;

/// <summary>A compiled PCRE2 pattern over byte strings. Safe for any number of threads at once.</summary>
public sealed unsafe class PcrePattern
{
    private const int StackSubject = 1024;

    /// <summary>Bounds that end runaway matches within milliseconds; PCRE2's own are many seconds.</summary>
    private const uint MatchLimit = 10_000_000, DepthLimit = 250_000, HeapLimitKibibytes = 20_000;

    private static readonly Lazy<nint> Limits = new(CreateLimits);

    [ThreadStatic]
    private static nint _matchData;

    [ThreadStatic]
    private static int _matchPairs;

    private readonly nint _code;
    private readonly Lock _gate = new();
    private volatile bool _jitTried;

    private PcrePattern(nint code)
    {
        _code = code;
        uint groups;
        Pcre2.PatternInfo(code, Pcre2.InfoCaptureCount, &groups);
        GroupCount = (int)groups;
        GroupNames = ReadNames(code, GroupCount);
    }

    /// <summary>Frees the compiled code.</summary>
    ~PcrePattern() => Pcre2.FreeCode(_code);

    /// <summary>How many groups the pattern has, without the whole match.</summary>
    public int GroupCount { get; }

    /// <summary>Names by group number; null for unnamed ones.</summary>
    public string?[] GroupNames { get; }

    /// <summary>Compiles, or gives null, PCRE2's text and the place of the error.</summary>
    public static PcrePattern? Compile(string pattern, PatternOptions options, out string? error, out int errorOffset)
    {
        var bytes = new byte[pattern.Length + 1];
        ByteText.Encode(pattern, bytes);
        fixed (byte* p = bytes)
        {
            var code = Pcre2.Compile(p, (nuint)pattern.Length, (uint)options, out var number, out var offset, 0);
            error = code == 0 ? ErrorText(number) : null;
            errorOffset = (int)offset;
            return code == 0 ? null : new PcrePattern(code);
        }
    }

    /// <summary>
    /// Matches from the beginning: number of the highest group set plus one, 0 for no match, or PCRE2's negative error (a limit was exceeded).
    /// Start and end of each group are written as far as there is room, -1 for unset ones.
    /// </summary>
    public int Match(string subject, Span<int> groups)
    {
        if (subject.Length <= StackSubject)
        {
            Span<byte> bytes = stackalloc byte[StackSubject + 1];
            ByteText.Encode(subject, bytes);
            return Match(bytes[..subject.Length], groups);
        }
        var rented = ArrayPool<byte>.Shared.Rent(subject.Length + 1);
        try
        {
            ByteText.Encode(subject, rented);
            return Match(rented.AsSpan(0, subject.Length), groups);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The same over bytes.</summary>
    public int Match(ReadOnlySpan<byte> subject, Span<int> groups)
    {
        if (!_jitTried)
            TryJit();
        var data = MatchData(GroupCount + 1);
        // An empty span pins to null, which PCRE2 refuses.
        byte nothing = 0;
        fixed (byte* pinned = subject)
        {
            var p = pinned == null ? &nothing : pinned;
            var result = Pcre2.Match(_code, p, (nuint)subject.Length, 0, 0, data, Limits.Value);
            // Compiled code has a small stack of its own; the interpreter works with the heap up to its limit.
            if (result == Pcre2.ErrorJitStackLimit)
                result = Pcre2.Match(_code, p, (nuint)subject.Length, 0, Pcre2.NoJit, data, Limits.Value);
            if (result <= 0)
            {
                groups.Fill(-1);
                return result == Pcre2.ErrorNoMatch ? 0 : result;
            }
            Copy(Pcre2.GetVector(data), result, groups);
            GC.KeepAlive(this);
            return result;
        }
    }

    private static void Copy(nuint* vector, int set, Span<int> groups)
    {
        for (var i = 0; i < groups.Length; i++)
            groups[i] = i < set * 2 && vector[i] != nuint.MaxValue ? (int)vector[i] : -1;
    }

    private void TryJit()
    {
        lock (_gate)
        {
            if (_jitTried)
                return;
            // Failure (no executable memory) only means that the interpreter is used.
            Pcre2.JitCompile(_code, Pcre2.JitComplete);
            _jitTried = true;
        }
    }

    private static nint MatchData(int pairs)
    {
        if (_matchPairs < pairs)
        {
            if (_matchData != 0)
                Pcre2.FreeMatchData(_matchData);
            _matchPairs = Math.Max(pairs, 16);
            _matchData = Pcre2.CreateMatchData((uint)_matchPairs, 0);
        }
        return _matchData;
    }

    private static nint CreateLimits()
    {
        var context = Pcre2.CreateMatchContext(0);
        Pcre2.SetMatchLimit(context, MatchLimit);
        Pcre2.SetDepthLimit(context, DepthLimit);
        Pcre2.SetHeapLimit(context, HeapLimitKibibytes);
        return context;
    }

    private static string ErrorText(int number)
    {
        Span<byte> buffer = stackalloc byte[256];
        fixed (byte* p = buffer)
        {
            var length = Pcre2.GetErrorMessage(number, p, (nuint)buffer.Length);
            return length < 0 ? $"error {number}" : Encoding.Latin1.GetString(buffer[..length]);
        }
    }

    private static string?[] ReadNames(nint code, int groups)
    {
        var names = new string?[groups + 1];
        uint count, size;
        byte* table;
        Pcre2.PatternInfo(code, Pcre2.InfoNameCount, &count);
        Pcre2.PatternInfo(code, Pcre2.InfoNameEntrySize, &size);
        Pcre2.PatternInfo(code, Pcre2.InfoNameTable, &table);
        for (var i = 0; i < count; i++)
        {
            // Each entry: group number in two bytes (big-endian), then the name with a zero.
            var entry = new ReadOnlySpan<byte>(table + i * size, (int)size);
            var name = entry[2..];
            names[(entry[0] << 8) | entry[1]] = Encoding.Latin1.GetString(name[..name.IndexOf((byte)0)]);
        }
        return names;
    }
}
