namespace Trefoil.Io.Native;

/// <summary>Error numbers of Linux (asm-generic) that the server tells apart.</summary>
public static class Errno
{
#pragma warning disable CS1591 // The names are those of errno(3).
    public const int EPERM = 1, ENOENT = 2, ESRCH = 3, EINTR = 4, EIO = 5, ENXIO = 6, EBADF = 9, ECHILD = 10, EAGAIN = 11, ENOMEM = 12, EACCES = 13,
        EEXIST = 17, EXDEV = 18, ENODEV = 19, ENOTDIR = 20, EISDIR = 21, EINVAL = 22, ENFILE = 23, EMFILE = 24, EFBIG = 27, ENOSPC = 28, ESPIPE = 29, EPIPE = 32,
        ENAMETOOLONG = 36, ENOSYS = 38, ELOOP = 40, EPROTO = 71, ENOTSOCK = 88, EADDRINUSE = 98, EADDRNOTAVAIL = 99, ENETDOWN = 100, ENETUNREACH = 101,
        ECONNABORTED = 103, ECONNRESET = 104, ENOBUFS = 105, ENOTCONN = 107, ETIMEDOUT = 110, ECONNREFUSED = 111, EHOSTUNREACH = 113, EALREADY = 114, EINPROGRESS = 115, ECANCELED = 125;
#pragma warning restore CS1591

    /// <summary>The text of strerror(3) for an error number.</summary>
    public static string Text(int errno) => System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errno);
}
