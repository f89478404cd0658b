using System.Globalization;
using Trefoil.Httpd.CommandLine;

namespace Trefoil.Httpd.Tools;

/// <summary>The command line of htpasswd and htdbm.</summary>
internal sealed class HtpasswdOptions
{
    internal bool Creates { get; private set; }

    /// <summary>Only prints what would be stored.</summary>
    internal bool Prints { get; private set; }

    internal bool Verifies { get; private set; }

    internal bool Deletes { get; private set; }

    internal bool Lists { get; private set; }

    internal bool HasComment { get; private set; }

    /// <summary>The password stands on the command line.</summary>
    internal bool IsBatch { get; private set; }

    internal bool ReadsInput { get; private set; }

    internal string DatabaseType { get; private set; } = "default";

    internal PasswordScheme Scheme { get; private set; } = new('m', 0);

    internal List<string> Words { get; } = [];

    /// <summary>Reads it; null where it is not understood.</summary>
    internal static HtpasswdOptions? Parse(string program, IReadOnlyList<string> arguments, string letters)
    {
        var options = new HtpasswdOptions();
        var getOpt = new GetOpt(arguments, letters);
        GetOptResult result;
        while ((result = getOpt.Next()) == GetOptResult.Found)
            options.Take(program, getOpt.Option, getOpt.Value);
        if (result != GetOptResult.End)
            Terminal.Complain(result == GetOptResult.Unknown ? $"{program}: illegal option -- {getOpt.Option}\n" : $"{program}: option requires an argument -- {getOpt.Option}\n");
        options.Words.AddRange(arguments.Skip(arguments.Count - getOpt.Left));
        return result == GetOptResult.End ? options : null;
    }

    /// <summary>The password that the command line says to take.</summary>
    internal string Password(string program, string? given)
    {
        var password = given ?? (ReadsInput ? PasswordPrompt.ReadLine()
            : Verifies ? PasswordPrompt.Ask("Enter password: ")
            : PasswordPrompt.AskTwice() ?? throw new ToolFailure(3, $"{program}: password verification error"));
        return password.Length > 255 ? throw new ToolFailure(5, $"{program}: password too long (>255)") : password;
    }

    private void Take(string program, char option, string value)
    {
        switch (option)
        {
            case 'c':
                Creates = true;
                break;
            case 'n':
                Prints = true;
                break;
            case 'v':
                Verifies = true;
                break;
            case 'D' or 'x':
                Deletes = true;
                break;
            case 'l':
                Lists = true;
                break;
            case 't':
                HasComment = true;
                break;
            case 'b':
                IsBatch = true;
                break;
            case 'i':
                ReadsInput = true;
                break;
            case 'T':
                DatabaseType = value;
                break;
            case 'C' or 'r':
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var cost) || cost == 0)
                    throw new ToolFailure(2, $"{program}: argument to -C/-r must be a positive integer");
                Scheme = Scheme with { Cost = cost };
                break;
            default:
                Scheme = Scheme with { Letter = option };
                break;
        }
    }
}
