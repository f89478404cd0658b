using System.Globalization;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Filters;

/// <summary>Names of the notes that tell the access log what an encoding filter has saved.</summary>
internal sealed class FilterNotes
{
    internal string? Ratio { get; set; }

    internal string? Input { get; set; }

    internal string? Output { get; set; }

    /// <summary>Takes the arguments of DeflateFilterNote and BrotliFilterNote; false for an unknown type.</summary>
    internal bool TrySet(IReadOnlyList<string> arguments)
    {
        var name = arguments[^1];
        switch (arguments.Count == 1 ? "ratio" : arguments[0].ToLowerInvariant())
        {
            case "ratio":
                Ratio = name;
                return true;
            case "input" or "instream":
                Input = name;
                return true;
            case "output" or "outstream":
                Output = name;
                return true;
            default:
                return false;
        }
    }

    internal FilterNotes Merge(FilterNotes inner) => new() { Ratio = inner.Ratio ?? Ratio, Input = inner.Input ?? Input, Output = inner.Output ?? Output };

    internal void Publish(Request request, long input, long output)
    {
        if (Input is not null)
            request.Notes.Set(Input, input.ToString(CultureInfo.InvariantCulture));
        if (Output is not null)
            request.Notes.Set(Output, output.ToString(CultureInfo.InvariantCulture));
        if (Ratio is not null)
            request.Notes.Set(Ratio, input > 0 ? ((int)(output * 100 / input)).ToString(CultureInfo.InvariantCulture) : "-");
    }
}
