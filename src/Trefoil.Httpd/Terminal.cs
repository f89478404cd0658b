using System.Text;
using Trefoil.Io.Files;

namespace Trefoil.Httpd;

/// <summary>Standard output and error as descriptors. Console would cost a third of the start-up time of a command that only answers, and would re-encode byte strings.</summary>
internal static class Terminal
{
    internal static void Print(string text) => Write(1, text);

    internal static void Complain(string text) => Write(2, text);

    internal static void Write(int descriptor, string text) => FileSystem.WriteAll(descriptor, Encoding.Latin1.GetBytes(text));
}
