using Trefoil.Configuration.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Regexes;

namespace Trefoil.Modules.Metadata.Headers;

/// <summary>One Header or RequestHeader directive.</summary>
internal sealed class HeaderRule
{
    internal required HeaderAction Action { get; init; }

    internal required string Name { get; init; }

    internal HeaderValue? Value { get; init; }

    internal IPattern? Pattern { get; init; }

    internal bool IsEarly { get; init; }

    /// <summary>Variable of an env= condition, with "!" in front where it must be unset.</summary>
    internal string? EnvironmentCondition { get; init; }

    internal Expression? Condition { get; init; }

    /// <summary>True when it does the same to every response that is made from the same mapping.</summary>
    internal bool IsConstant =>
        Action is not (HeaderAction.Echo or HeaderAction.Note) && EnvironmentCondition is null && Condition is null && (Value is null || Value.IsConstant);

    /// <summary>Applies the rule to a table if its condition holds.</summary>
    internal void Apply(Request request, HeaderTable table)
    {
        if (!Holds(request))
            return;
        switch (Action)
        {
            case HeaderAction.Unset:
                if (IsContentType)
                    request.ContentType = null;
                table.Unset(Name);
                break;
            case HeaderAction.Echo:
                Echo(request, table);
                break;
            case HeaderAction.Edit or HeaderAction.EditAll:
                Edit(request, table);
                break;
            case HeaderAction.SetIfEmpty:
                if (!table.Contains(Name))
                    Set(request, table);
                break;
            case HeaderAction.Set:
                Set(request, table);
                break;
            case HeaderAction.Merge:
                Merge(table, Value!.Evaluate(request)!);
                break;
            case HeaderAction.Append:
                table.Merge(Name, Value!.Evaluate(request)!);
                break;
            case HeaderAction.Add:
                table.Add(Name, Value!.Evaluate(request)!);
                break;
            case HeaderAction.Note:
                // the note named by the value gets the field's value
                if (table.Get(Name) is { } field)
                    request.Notes.Set(Value!.Evaluate(request)!, field);
                break;
        }
    }

    private bool IsContentType => string.Equals(Name, "Content-Type", StringComparison.OrdinalIgnoreCase);

    private bool Holds(Request request)
    {
        if (Condition is not null)
        {
            var result = RequestExpressions.Test(Condition, request, out var error);
            if (result is null)
                Log.Write(request, LogLevel.Error, HeadersModule.Name, 2556, $"Failed to evaluate condition: {error}");
            return result == true;
        }
        if (EnvironmentCondition is null)
            return true;
        var negated = EnvironmentCondition[0] == '!';
        var isSet = request.HasEnvironment && request.Environment.Contains(negated ? EnvironmentCondition[1..] : EnvironmentCondition);
        return isSet != negated;
    }

    private void Set(Request request, HeaderTable table)
    {
        var value = Value!.Evaluate(request)!;
        if (IsContentType)
            request.ContentType = value;
        table.Set(Name, value);
    }

    private void Echo(Request request, HeaderTable table)
    {
        var source = request.HeadersIn;
        for (var i = 0; i < source.Count; i++)
        {
            if (PatternMatching.IsMatch(Pattern!, source[i].Key))
                table.Add(source[i].Key, source[i].Value);
        }
    }

    private void Edit(Request request, HeaderTable table)
    {
        if (IsContentType && request.ContentType is { } type)
            request.ContentType = Replace(request, type);
        if (!table.Contains(Name))
            return;
        // edited fields move behind the others, which is what Apache does
        var edited = new List<KeyValuePair<string, string>>();
        for (var i = table.IndexOf(Name, 0); i >= 0; i = table.IndexOf(Name, i + 1))
            edited.Add(new(table[i].Key, Replace(request, table[i].Value)));
        table.Unset(Name);
        foreach (var (name, value) in edited)
            table.Add(name, value);
    }

    private string Replace(Request request, string value) =>
        PatternMatching.Replace(Pattern!, value, request, Action == HeaderAction.EditAll, static (rule, r) => rule.Value!.Evaluate(r)!, this);

    private void Merge(HeaderTable table, string value)
    {
        var index = table.IndexOf(Name, 0);
        if (index < 0)
            table.Add(Name, value);
        else if (!HasElement(table[index].Value, value))
            table.Merge(Name, value);
    }

    /// <summary>True when the value is one of the elements of a list; commas in quotes do not separate.</summary>
    private static bool HasElement(string list, string element)
    {
        for (var at = 0; at < list.Length; at++)
        {
            while (at < list.Length && list[at] is ' ' or '\t')
                at++;
            var start = at;
            for (var quoted = false; at < list.Length && (quoted || list[at] != ','); at++)
            {
                if (list[at] == '"')
                    quoted = !quoted;
            }
            if (list.AsSpan(start, Math.Max(at - start, 0)).SequenceEqual(element))
                return true;
        }
        return false;
    }
}
