using Trefoil.Io.Native;

namespace Trefoil.Io.Reactors;

/// <summary>Errors of accept(2) in two kinds: those of one connection that has gone again, and shortage, which asks for a pause.</summary>
internal static class AcceptErrors
{
    internal static bool IsPressure(int errno) => errno is not (Errno.EAGAIN or Errno.EINTR or Errno.ECONNABORTED or Errno.ECONNRESET or Errno.ETIMEDOUT
        or Errno.EHOSTUNREACH or Errno.ENETUNREACH or Errno.EPROTO or Errno.EPERM);
}
