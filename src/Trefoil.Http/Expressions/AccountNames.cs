using System.Globalization;
using System.Text;
using Trefoil.Io.Files;

namespace Trefoil.Http.Expressions;

/// <summary>Names of users and groups by number, from the files of the system.</summary>
public static class AccountNames
{
    /// <summary>The name of a user, or null.</summary>
    public static string? User(uint id) => Find("/etc/passwd", id);

    /// <summary>The name of a group, or null.</summary>
    public static string? Group(uint id) => Find("/etc/group", id);

    private static string? Find(string file, uint id)
    {
        if (FileSystem.ReadAll(file, out _) is not { } content)
            return null;
        var wanted = id.ToString(CultureInfo.InvariantCulture);
        foreach (var line in Encoding.Latin1.GetString(content).Split('\n'))
        {
            var fields = line.Split(':');
            if (fields.Length > 2 && fields[2] == wanted)
                return fields[0];
        }
        return null;
    }
}
