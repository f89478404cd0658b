using System.Security.Cryptography;
using System.Text;

namespace Trefoil.Httpd.Tools;

/// <summary>htdigest: users, realms and digests of their passwords in a text file. The password is asked for; every failure is exit code 1.</summary>
internal static class Htdigest
{
    internal static int Run(IReadOnlyList<string> arguments) => ToolFailure.Guard(() => Act(arguments));

    private static int Act(IReadOnlyList<string> arguments)
    {
        var creates = arguments is ["-c", _, _, _];
        if (!creates && arguments.Count != 3)
        {
            Terminal.Complain("Usage: htdigest [-c] passwordfile realm username\n-c begins a new file.\n");
            return 1;
        }
        var (file, realm, user) = (arguments[^3], arguments[^2], arguments[^1]);
        if (realm.Contains(':', StringComparison.Ordinal) || user.Contains(':', StringComparison.Ordinal))
            throw new ToolFailure(1, "A realm and a user's name contain no ':'");
        if (realm.Length > 255 || user.Length > 255)
            throw new ToolFailure(1, "A realm and a user's name have at most 255 characters");
        var lines = creates ? [] : ToolFile.ReadLines(file) ?? throw new ToolFailure(1, $"Could not open passwd file {file} for reading.\nUse -c option to create new one.");
        var prefix = $"{user}:{realm}:";
        var index = lines.FindIndex(line => line.StartsWith(prefix, StringComparison.Ordinal));
        Terminal.Print(creates ? $"Adding password for {user} in realm {realm}.\n" : index < 0 ? $"Adding user {user} in realm {realm}\n" : $"Changing password for user {user} in realm {realm}\n");
        var password = PasswordPrompt.AskTwice() ?? throw new ToolFailure(1, "They don't match, sorry.");
        var line = prefix + Convert.ToHexStringLower(MD5.HashData(Encoding.Latin1.GetBytes(prefix + password)));
        if (index < 0)
            lines.Add(line);
        else
            lines[index] = line;
        return ToolFile.WriteLines(file, lines) ? 0 : throw new ToolFailure(1, $"Could not open passwd file {file} for writing");
    }
}
