using Trefoil.Modules.Aaa.Passwords;

namespace Trefoil.Httpd.Tools;

/// <summary>htpasswd: users and hashed passwords in a text file. Exit codes are Apache's: 1 file, 2 usage, 3 password, 5 too long, 6 user.</summary>
internal static class Htpasswd
{
    private const string Name = "htpasswd";

    private const string Usage = """
        Usage:
            htpasswd [-cimB25dpsDv] [-C cost] [-r rounds] passwordfile username
            htpasswd -b[cmB25dpsDv] [-C cost] [-r rounds] passwordfile username password

            htpasswd -n[imB25dps] [-C cost] [-r rounds] username
            htpasswd -nb[mB25dps] [-C cost] [-r rounds] username password
         -c  begin a new file
         -n  print the line, change no file
         -b  the password is the last argument
         -i  the password is a line of standard input
         -m  hash with apr1, the MD5 of Apache (usual)
         -2  hash with SHA-256
         -5  hash with SHA-512
         -B  hash with bcrypt
         -C  cost of bcrypt, 4 to 17 (usual: 5)
         -r  rounds of SHA-256 and SHA-512 (usual: 5000)
         -d  hash with crypt, which looks at 8 characters only
         -s  hash with SHA-1, which has no salt
         -p  do not hash
         -D  remove the user
         -v  check the password

        """;

    internal static int Run(IReadOnlyList<string> arguments) => ToolFailure.Guard(() => Act(arguments));

    private static int Act(IReadOnlyList<string> arguments)
    {
        // 1. What is asked for.
        if (HtpasswdOptions.Parse(Name, arguments, "cnmspdBbDi25C:r:v") is not { } options)
            return Fail();
        if ((options.Creates ? 1 : 0) + (options.Prints ? 1 : 0) + (options.Verifies ? 1 : 0) + (options.Deletes ? 1 : 0) > 1)
            throw new ToolFailure(2, $"{Name}: only one of -c -n -v -D may be specified");
        if (options is { IsBatch: true, ReadsInput: true })
            throw new ToolFailure(2, $"{Name}: only one of -b and -i may be specified");
        var words = options.Words;
        if (words.Count != (options.Prints ? 1 : 2) + (options is { IsBatch: true, Deletes: false } ? 1 : 0))
            return Fail();
        var file = options.Prints ? null : words[0];
        var user = words[options.Prints ? 0 : 1];
        if (user.Length > 255)
            throw new ToolFailure(5, $"{Name}: username too long (> 255)");
        if (user.Contains(':', StringComparison.Ordinal))
            throw new ToolFailure(6, $"{Name}: username contains illegal character ':'");

        // 2. The file as it is.
        var lines = new List<string>();
        if (file is not null && !options.Creates)
            lines = ToolFile.ReadLines(file) ?? throw new ToolFailure(1, $"{Name}: cannot modify file {file}; use '-c' to create it");
        var index = lines.FindIndex(line => line.Length > user.Length && line[user.Length] == ':' && line.StartsWith(user, StringComparison.Ordinal));
        if (options.Verifies)
            return Verify(options, lines, index, user);

        // 3. The file as it shall be.
        string done;
        if (options.Deletes)
        {
            done = index < 0 ? $"User {user} not found\n" : $"Deleting password for user {user}\n";
            if (index >= 0)
                lines.RemoveAt(index);
        }
        else
        {
            var line = $"{user}:{options.Scheme.Hash(Name, options.Password(Name, options.IsBatch ? words[^1] : null))}";
            if (file is null)
            {
                Terminal.Print(line + "\n\n");
                return 0;
            }
            if (index < 0)
                lines.Add(line);
            else
                lines[index] = line;
            done = $"{(index < 0 ? "Adding" : "Updating")} password for user {user}\n";
        }
        if (!ToolFile.WriteLines(file!, lines))
            throw new ToolFailure(1, options.Creates ? $"{Name}: cannot create file {file}" : $"{Name}: cannot modify file {file}");
        Terminal.Complain(done);
        return 0;
    }

    private static int Verify(HtpasswdOptions options, List<string> lines, int index, string user)
    {
        if (index < 0)
            throw new ToolFailure(6, $"User {user} not found");
        var password = options.Password(Name, options.IsBatch ? options.Words[^1] : null);
        var hash = lines[index][(user.Length + 1)..];
        var end = hash.AsSpan().IndexOfAny(':', '\r');
        if (!PasswordHash.Matches(password, end < 0 ? hash : hash[..end]))
            throw new ToolFailure(3, "password verification failed");
        Terminal.Complain($"Password for user {user} correct.\n");
        return 0;
    }

    private static int Fail()
    {
        Terminal.Complain(Usage);
        return 2;
    }
}
