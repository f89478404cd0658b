using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Aaa.AuthForm;

/// <summary>What a login form has sent.</summary>
/// <param name="User">The name.</param>
/// <param name="Password">The password.</param>
/// <param name="Location">The page to go to, or null.</param>
internal sealed record LoginForm(string User, string Password, string? Location)
{
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Reads the body of a request. Gives a form and 0, or the status to answer with.</summary>
    internal static async ValueTask<(LoginForm? Form, int Status)> ReadAsync(Request request, AuthFormSettings settings)
    {
        var (body, status) = await ReadBodyAsync(request, settings.Size);
        if (status != 0)
            return (null, status);
        var isForm = request.HeadersIn.Get("Content-Type")?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) == true;
        var fields = isForm ? Parse(body) : new HeaderTable();
        if (fields.Get(settings.UserField) is not { Length: > 0 } user)
            return Lacking(request, 2982, $"form parsed, but username field '{settings.UserField}' was missing or empty, unauthorized");
        if (fields.Get(settings.PasswordField) is not { Length: > 0 } password)
            return Lacking(request, 2983, $"form parsed, but password field '{settings.PasswordField}' was missing or empty, unauthorized");
        return (new LoginForm(user, password, fields.Get(settings.LocationField) is { Length: > 0 } location ? location : null), 0);
    }

    internal static HeaderTable Parse(string body)
    {
        var fields = new HeaderTable();
        foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (UriEscaping.UnescapeForm(equals < 0 ? pair : pair[..equals], out var name) == UnescapeOutcome.Ok
                && UriEscaping.UnescapeForm(equals < 0 ? "" : pair[(equals + 1)..], out var value) == UnescapeOutcome.Ok)
                fields.Set(name, value);
        }
        return fields;
    }

    private static (LoginForm?, int) Lacking(Request request, int code, string message)
    {
        Log.Write(request, LogLevel.Debug, AuthFormModule.Name, code, message);
        return (null, 401);
    }

    private static async ValueTask<(string Body, int Status)> ReadBodyAsync(Request request, long most)
    {
        var body = new StringBuilder();
        var buffer = new byte[Math.Min(most + 1, 8192)];
        while (true)
        {
            var count = await request.Input.ReadAsync(request, buffer);
            if (count < 0)
                return ("", -count);
            if (count == 0)
                return (body.ToString(), 0);
            body.Append(Encoding.Latin1.GetString(buffer, 0, count));
            if (body.Length > most)
                return ("", 413);
        }
    }
}
