using System.Net;
using Trefoil.Configuration.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Reactors;

namespace Trefoil.Http.Expressions;

/// <summary>What expressions may ask about a request: the request's part of the expression language.</summary>
public sealed class RequestExpressionContext : IExpressionContext
{
    private readonly Request _request;

    /// <summary>Makes a context for one evaluation or several.</summary>
    public RequestExpressionContext(Request request) => _request = request;

    /// <summary>True where fields of the request that were asked for go into Vary (off for If sections and conditions of RewriteCond).</summary>
    public bool AddsVary { get; init; }

    /// <inheritdoc/>
    public string?[] Captures { get; } = new string?[10];

    /// <inheritdoc/>
    public string? Variable(string name) => RequestVariables.Get(_request, name, AddsVary);

    /// <inheritdoc/>
    public string? Function(string name, string argument)
    {
        switch (name.ToLowerInvariant())
        {
            case "req":
            case "http":
                RequestVariables.NoteVary(_request, argument, AddsVary);
                return _request.HeadersIn.GetJoined(argument);
            case "req_novary":
                return _request.HeadersIn.GetJoined(argument);
            case "resp":
                return _request.HeadersOut.GetJoined(argument) ?? _request.ErrorHeadersOut.GetJoined(argument);
            case "reqenv":
                return _request.EnvironmentOrNull?.Get(argument);
            case "note":
                return _request.NotesOrNull?.Get(argument);
            case "env":
                return _request.EnvironmentOrNull?.Get(argument) ?? _request.NotesOrNull?.Get(argument) ?? Environment.GetEnvironmentVariable(argument);
            default:
                foreach (var module in _request.Runtime.ExpressionSources)
                {
                    if (module.ExpressionFunction(_request, name, argument) is { } value)
                        return value;
                }
                return null;
        }
    }

    /// <inheritdoc/>
    public bool Test(char op, string argument) => op switch
    {
        'R' => IsInSubnet(argument),
        'T' => IsTrue(argument),
        'U' or 'A' => IsAccessible(argument, isFile: false),
        'F' => IsAccessible(argument, isFile: true),
        _ => false,
    };

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string name, string argument)
    {
        foreach (var module in _request.Runtime.ExpressionSources)
        {
            if (module.ExpressionList(_request, name, argument) is { } list)
                return list;
        }
        return [];
    }

    private static bool IsTrue(string text) => text.Length > 0
        && !text.Equals("0", StringComparison.Ordinal) && !text.Equals("off", StringComparison.OrdinalIgnoreCase)
        && !text.Equals("false", StringComparison.OrdinalIgnoreCase) && !text.Equals("no", StringComparison.OrdinalIgnoreCase);

    private bool IsInSubnet(string subnet)
    {
        var slash = subnet.IndexOf('/');
        if (!IPAddress.TryParse(slash < 0 ? subnet : subnet[..slash], out var address))
            return false;
        var client = _request.ClientAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : _request.ClientAddress;
        if (client.AddressFamily != address.AddressFamily)
            return false;
        var clientBytes = client.GetAddressBytes();
        var wanted = address.GetAddressBytes();
        if (MaskOf(slash < 0 ? null : subnet[(slash + 1)..], wanted.Length) is not { } mask)
            return false;
        for (var i = 0; i < wanted.Length; i++)
        {
            if ((clientBytes[i] & mask[i]) != (wanted[i] & mask[i]))
                return false;
        }
        return true;
    }

    private static byte[]? MaskOf(string? text, int length)
    {
        var mask = new byte[length];
        if (text is null)
        {
            mask.AsSpan().Fill(255);
            return mask;
        }
        if (!int.TryParse(text, System.Globalization.NumberStyles.None, null, out var bits))
            return IPAddress.TryParse(text, out var address) && address.GetAddressBytes() is { } given && given.Length == length ? given : null;
        if (bits > length * 8)
            return null;
        for (var i = 0; i < bits; i++)
            mask[i / 8] |= (byte)(0x80 >> (i % 8));
        return mask;
    }

    // Expressions are evaluated in synchronous phases; a lookup that must wait (an external check of a password) holds the thread, and says so.
    private bool IsAccessible(string argument, bool isFile)
    {
        _request.IsCacheable = false;
        var lookup = isFile ? Subrequests.LookupFileAsync(_request, argument) : Subrequests.LookupUriAsync(_request, argument);
        Request found;
        if (lookup.IsCompleted)
        {
            found = lookup.Result;
        }
        else
        {
            using (Blocking.Enter())
                found = lookup.AsTask().GetAwaiter().GetResult();
        }
        return found.Status == 200 && (!isFile || found.FileStatus.Exists);
    }
}
