using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Aaa.AuthnzFcgi;

/// <summary>What a program has said: a status, variables for what follows, and perhaps a page.</summary>
internal sealed class AuthorizerAnswer
{
    private const string VariablePrefix = "Variable-";

    private AuthorizerAnswer(int status) => Status = status;

    /// <summary>200 lets pass; 500 where it could not be asked.</summary>
    internal int Status { get; private set; }

    /// <summary>Fields other than Status.</summary>
    internal HeaderTable Fields { get; } = new();

    /// <summary>What stands behind the head.</summary>
    internal string Body { get; private set; } = "";

    internal static AuthorizerAnswer Failed { get; } = new(500);

    /// <summary>Reads the output; a malformed one is a failure.</summary>
    internal static AuthorizerAnswer Parse(ReadOnlySpan<byte> output)
    {
        var answer = new AuthorizerAnswer(200);
        var at = 0;
        while (output[at..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = Encoding.Latin1.GetString(output.Slice(at, end)).TrimEnd('\r');
            at += end + 1;
            if (line.Length == 0)
            {
                answer.Body = Encoding.Latin1.GetString(output[at..]);
                return answer;
            }
            var colon = line.IndexOf(':');
            if (colon <= 0)
                return Failed;
            var value = line[(colon + 1)..].Trim(' ', '\t');
            if (!line[..colon].Equals("Status", StringComparison.OrdinalIgnoreCase))
                answer.Fields.Add(line[..colon], value);
            else if (value.Length < 3 || !int.TryParse(value.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
                return Failed;
            else
                answer.Status = status;
        }
        return Failed;
    }

    /// <summary>Gives the variables of "Variable-NAME: value" to the handlers that follow.</summary>
    internal void SetVariables(Request request)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            var (name, value) = Fields[i];
            if (name.StartsWith(VariablePrefix, StringComparison.OrdinalIgnoreCase))
                request.Environment.Set(name[VariablePrefix.Length..], value);
        }
    }
}
