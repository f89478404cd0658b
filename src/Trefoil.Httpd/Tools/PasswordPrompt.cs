using System.Text;
using Trefoil.Httpd.Starting;

namespace Trefoil.Httpd.Tools;

/// <summary>Asks for a password: without echo at a terminal, a line otherwise.</summary>
internal static class PasswordPrompt
{
    internal static string Ask(string prompt)
    {
        Terminal.Complain(prompt);
        if (!InputTerminal.IsThere)
            return ReadLine();
        var text = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
                text.Length -= text.Length > 0 ? 1 : 0;
            else if (key.KeyChar != 0)
                text.Append(key.KeyChar);
        }
        Terminal.Complain("\n");
        return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Asks twice; null where the answers differ.</summary>
    internal static string? AskTwice()
    {
        var first = Ask("New password: ");
        return Ask("Re-type new password: ") == first ? first : null;
    }

    internal static string ReadLine()
    {
        var line = new StringBuilder();
        using var input = Console.OpenStandardInput(1);
        for (var next = input.ReadByte(); next >= 0 && next != '\n'; next = input.ReadByte())
            line.Append((char)next);
        return line.ToString().TrimEnd('\r');
    }
}
