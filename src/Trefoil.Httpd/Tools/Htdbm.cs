using Trefoil.Modules.Aaa.Dbm;
using Trefoil.Modules.Aaa.Passwords;

namespace Trefoil.Httpd.Tools;

/// <summary>htdbm: users and hashed passwords in an SDBM database. Exit codes as htpasswd's.</summary>
internal static class Htdbm
{
    private const string Name = "htdbm";

    private const string Usage = """
        htdbm -- users and passwords in a database

        Usage: htdbm   [-cimBdpstvx] [-C cost] [-TDBTYPE] database username
                        -b[cmBdptsv] [-C cost] [-TDBTYPE] database username password
                        -n[imBdpst]  [-C cost] username
                        -nb[mBdpst]  [-C cost] username password
                        -l                     [-TDBTYPE] database
           -c   begin a new database
           -n   print the record, change no database
           -b   the password is on the command line
           -i   the password is a line of standard input
           -m   hash with apr1 (usual);  -B bcrypt;  -d crypt;  -s SHA-1;  -p not at all
           -C   cost of bcrypt
           -T   kind of database: SDBM or default, which are the same here
           -t   the last argument is a comment
           -v   check the password
           -x   remove the user
           -l   list the users

        """;

    internal static int Run(IReadOnlyList<string> arguments) => ToolFailure.Guard(() => Act(arguments));

    private static int Act(IReadOnlyList<string> arguments)
    {
        if (HtpasswdOptions.Parse(Name, arguments, "cnmspdBbtlvxiC:T:") is not { } options)
            return Fail();
        if (options.DatabaseType.ToUpperInvariant() is not ("DEFAULT" or "SDBM"))
            throw new ToolFailure(2, $"{Name}: databases of type {options.DatabaseType} cannot be written; use -TSDBM");
        var words = options.Words;
        if (options.Lists)
            return words.Count == 1 ? List(words[0]) : Fail();
        var first = options.Prints ? 0 : 1;
        if (words.Count != first + 1 + (options is { IsBatch: true, Deletes: false } ? 1 : 0) + (options.HasComment ? 1 : 0))
            return Fail();
        var user = words[first];
        if (user.Length > 255)
            throw new ToolFailure(5, $"{Name}: the username is too long");
        if (user.Contains(':', StringComparison.Ordinal))
            throw new ToolFailure(6, $"{Name}: the username contains an illegal character");
        var pairs = options.Prints || options.Creates ? new Dictionary<string, string>(StringComparer.Ordinal) : Open(words[0]);
        if (options.Deletes)
        {
            if (!pairs.Remove(user))
                throw new ToolFailure(6, $"Cannot find user '{user}' in database");
            return Save(words[0], pairs, "modified");
        }
        var password = options.Password(Name, options.IsBatch ? words[first + 1] : null);
        if (options.Verifies)
            return Verify(pairs, user, password);
        var record = options.Scheme.Hash(Name, password) + (options.HasComment ? ":" + words[^1] : "");
        if (options.Prints)
        {
            Terminal.Complain($"{user}:{record}\n");
            return 0;
        }
        pairs[user] = record;
        return Save(words[0], pairs, options.Creates ? "created" : "updated");
    }

    private static int Verify(Dictionary<string, string> pairs, string user, string password)
    {
        if (!pairs.TryGetValue(user, out var record))
            throw new ToolFailure(6, $"The user '{user}' could not be found in database");
        var colon = record.IndexOf(':', StringComparison.Ordinal);
        if (!PasswordHash.Matches(password, colon < 0 ? record : record[..colon]))
            throw new ToolFailure(3, $"Password mismatch for user '{user}'");
        Terminal.Complain($"Password validated for user '{user}'\n");
        return 0;
    }

    private static int List(string path)
    {
        var pairs = Open(path);
        Terminal.Complain($"Dumping records from database -- {path}\n    {"Username",-32} Comment\n");
        foreach (var (user, record) in pairs)
        {
            var colon = record.IndexOf(':', StringComparison.Ordinal);
            Terminal.Complain($"    {user,-32}{(colon < 0 ? "" : " " + record[(colon + 1)..])}\n");
        }
        Terminal.Complain($"Total #records : {pairs.Count}\n");
        return 0;
    }

    private static Dictionary<string, string> Open(string path) =>
        SdbmFile.ReadAll(path, out _) ?? throw new ToolFailure(1, $"Error opening database {path}");

    private static int Save(string path, Dictionary<string, string> pairs, string what)
    {
        var (pages, directory) = SdbmWriter.Build(pairs);
        if (pages is null)
            throw new ToolFailure(5, $"{Name}: a record is too long for an SDBM database");
        if (!ToolFile.Write(path + ".pag", pages) || !ToolFile.Write(path + ".dir", directory))
            throw new ToolFailure(1, $"Error opening database {path}");
        Terminal.Complain($"Database {path} {what}.\n");
        return 0;
    }

    private static int Fail()
    {
        Terminal.Complain(Usage);
        return 2;
    }
}
