using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>The functions of libpcre2-8 that are used. The library is loaded by the first call.</summary>
internal static unsafe partial class Pcre2
{
    internal const int InfoCaptureCount = 4, InfoNameCount = 17, InfoNameEntrySize = 18, InfoNameTable = 19;
    internal const int ErrorNoMatch = -1, ErrorJitStackLimit = -46;
    internal const uint JitComplete = 1, NoJit = 0x2000;
    private const string Library = "libpcre2-8.so.0";

    [LibraryImport(Library, EntryPoint = "pcre2_compile_8")]
    internal static partial nint Compile(byte* pattern, nuint length, uint options, out int error, out nuint offset, nint context);

    [LibraryImport(Library, EntryPoint = "pcre2_jit_compile_8")]
    internal static partial int JitCompile(nint code, uint options);

    [LibraryImport(Library, EntryPoint = "pcre2_code_free_8")]
    internal static partial void FreeCode(nint code);

    [LibraryImport(Library, EntryPoint = "pcre2_pattern_info_8")]
    internal static partial int PatternInfo(nint code, uint what, void* where);

    [LibraryImport(Library, EntryPoint = "pcre2_match_data_create_8")]
    internal static partial nint CreateMatchData(uint pairs, nint context);

    [LibraryImport(Library, EntryPoint = "pcre2_match_data_free_8")]
    internal static partial void FreeMatchData(nint data);

    [LibraryImport(Library, EntryPoint = "pcre2_get_ovector_pointer_8")]
    internal static partial nuint* GetVector(nint data);

    [LibraryImport(Library, EntryPoint = "pcre2_match_context_create_8")]
    internal static partial nint CreateMatchContext(nint context);

    [LibraryImport(Library, EntryPoint = "pcre2_set_match_limit_8")]
    internal static partial int SetMatchLimit(nint context, uint limit);

    [LibraryImport(Library, EntryPoint = "pcre2_set_depth_limit_8")]
    internal static partial int SetDepthLimit(nint context, uint limit);

    [LibraryImport(Library, EntryPoint = "pcre2_set_heap_limit_8")]
    internal static partial int SetHeapLimit(nint context, uint kibibytes);

    [LibraryImport(Library, EntryPoint = "pcre2_match_8")]
    internal static partial int Match(nint code, byte* subject, nuint length, nuint start, uint options, nint data, nint context);

    [LibraryImport(Library, EntryPoint = "pcre2_get_error_message_8")]
    internal static partial int GetErrorMessage(int error, byte* buffer, nuint length);
}
