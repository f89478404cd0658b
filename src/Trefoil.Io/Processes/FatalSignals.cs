using System.Runtime.InteropServices;
using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>
/// Makes SIGSEGV and its kind end this process when somebody sends them. The runtime handles them to turn faults of the processor into exceptions, and swallows one that was only
/// sent: the process would live on half shut down, and its parent would never tell of a crash.
/// </summary>
/// <remarks>
/// No managed code can run in a signal handler, so the handler is machine code: a sent signal (si_code not above 0) gets its default action back and is sent to the thread
/// again; a fault goes on to the runtime's handler with everything as it was.
/// </remarks>
public static unsafe class FatalSignals
{
    private const int PageSize = 4096, HandlerRoom = 128, PreviousAt = 64;

    private static readonly int[] Numbers = [Signals.ILL, Signals.TRAP, Signals.ABRT, Signals.BUS, Signals.FPE, Signals.SEGV];

    /// <summary>void handler(int signal, siginfo_t *info, void *context) for x86-64.</summary>
    private static ReadOnlySpan<byte> Handler =>
    [
        0x83, 0x7E, 0x08, 0x00,             // cmp dword [rsi+8], 0        si_code
        0x7F, 0x38,                         // jg fault
        0x57,                               // push rdi                    the signal
        0x31, 0xC0,                         // xor eax, eax
        0x50, 0x50, 0x50, 0x50,             // push rax, four times        a kernel sigaction of SIG_DFL
        0x48, 0x89, 0xE6,                   // mov rsi, rsp
        0x31, 0xD2,                         // xor edx, edx
        0x41, 0xBA, 0x08, 0x00, 0x00, 0x00, // mov r10d, 8
        0xB8, 0x0D, 0x00, 0x00, 0x00,       // mov eax, 13                 rt_sigaction
        0x0F, 0x05,                         // syscall
        0x48, 0x83, 0xC4, 0x20,             // add rsp, 32
        0xB8, 0x27, 0x00, 0x00, 0x00,       // mov eax, 39                 getpid
        0x0F, 0x05,                         // syscall
        0x50,                               // push rax
        0xB8, 0xBA, 0x00, 0x00, 0x00,       // mov eax, 186                gettid
        0x0F, 0x05,                         // syscall
        0x89, 0xC6,                         // mov esi, eax
        0x5F,                               // pop rdi
        0x5A,                               // pop rdx
        0xB8, 0xEA, 0x00, 0x00, 0x00,       // mov eax, 234                tgkill
        0x0F, 0x05,                         // syscall
        0xC3,                               // ret                         the signal strikes when its mask is lifted
        0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, // fault: mov rax, previous
        0xFF, 0xE0,                         // jmp rax
    ];

    /// <summary>Takes effect for the rest of the process's life. False where the machine is of another kind, or forbids it.</summary>
    public static bool LetThemEndUs()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return false;
        var page = LibcMemory.Map(-1, PageSize, LibcMemory.PROT_READ | LibcMemory.PROT_WRITE, LibcMemory.MAP_PRIVATE | LibcMemory.MAP_ANONYMOUS);
        if (page is < 0 and > -4096)
            return false;
        var actions = stackalloc byte[LibcSignals.ActionSize * Numbers.Length];
        for (var i = 0; i < Numbers.Length; i++)
        {
            var action = actions + i * LibcSignals.ActionSize;
            var place = (byte*)page + i * HandlerRoom;
            Handler.CopyTo(new Span<byte>(place, HandlerRoom));
            if (LibcSignals.GetAction(Numbers[i], action) == 0)
                *(nint*)(place + PreviousAt) = *(nint*)action;
        }
        if (LibcMemory.Protect(page, PageSize, LibcMemory.PROT_READ | LibcMemory.PROT_EXEC) < 0)
        {
            LibcMemory.Unmap(page, PageSize);
            return false;
        }
        for (var i = 0; i < Numbers.Length; i++)
        {
            var action = (nint*)(actions + i * LibcSignals.ActionSize);
            // Where the runtime has no handler, the default is in effect already.
            if (*action is 0 or 1)
                continue;
            *action = page + i * HandlerRoom;
            LibcSignals.SetAction(Numbers[i], (byte*)action);
        }
        return true;
    }
}
