using System.Globalization;
using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>IndexOptions: keywords alone, with a sign, or with a value.</summary>
internal static class IndexOptionsDirective
{
    private static readonly Dictionary<string, IndexOption> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FancyIndexing"] = IndexOption.FancyIndexing,
        ["FoldersFirst"] = IndexOption.FoldersFirst,
        ["HTMLTable"] = IndexOption.HtmlTable,
        ["IconsAreLinks"] = IndexOption.IconsAreLinks,
        ["IgnoreCase"] = IndexOption.IgnoreCase,
        ["IgnoreClient"] = IndexOption.IgnoreClient,
        ["ScanHTMLTitles"] = IndexOption.ScanHtmlTitles,
        ["SuppressColumnSorting"] = IndexOption.SuppressColumnSorting,
        ["SuppressDescription"] = IndexOption.SuppressDescription,
        ["SuppressHTMLPreamble"] = IndexOption.SuppressHtmlPreamble,
        ["SuppressIcon"] = IndexOption.SuppressIcon,
        ["SuppressLastModified"] = IndexOption.SuppressLastModified,
        ["SuppressSize"] = IndexOption.SuppressSize,
        ["SuppressRules"] = IndexOption.SuppressRules,
        ["TrackModified"] = IndexOption.TrackModified,
        ["VersionSort"] = IndexOption.VersionSort,
        ["XHTML"] = IndexOption.Xhtml,
        ["ShowForbidden"] = IndexOption.ShowForbidden,
        ["AddAltClass"] = IndexOption.AddAltClass,
    };

    internal static string? Apply(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<AutoIndexSettings>();
        foreach (var argument in arguments)
        {
            var sign = argument.Length > 0 && argument[0] is '+' or '-' ? argument[0] : '\0';
            if (ApplyOne(settings, sign == '\0' ? argument : argument[1..], sign) is { } error)
                return error;
        }
        return (settings.Options & IndexOption.None) != 0 && (settings.Options & ~IndexOption.None) != 0
            ? "Cannot combine other IndexOptions keywords with 'None'"
            : null;
    }

    private static string? ApplyOne(AutoIndexSettings settings, string word, char sign)
    {
        if (Keywords.TryGetValue(word, out var option))
            return SetOption(settings, option, sign);
        if (Is(word, "UseOldDateFormat"))
        {
            settings.UsesOldDates = sign != '-';
            return null;
        }
        if (Is(word, "None"))
            return sign != '\0' ? "Cannot combine '+' or '-' with 'None' keyword" : SetOption(settings, IndexOption.None, sign);
        if (Is(word, "IconWidth"))
            settings.IconWidth = sign == '-' ? 0 : 20;
        else if (Is(word, "IconHeight"))
            settings.IconHeight = sign == '-' ? 0 : 22;
        else if (Value(word, "IconWidth=") is { } width)
            return sign == '-' ? "Cannot combine '-' with IconWidth=n" : SetNumber(width, value => settings.IconWidth = value);
        else if (Value(word, "IconHeight=") is { } height)
            return sign == '-' ? "Cannot combine '-' with IconHeight=n" : SetNumber(height, value => settings.IconHeight = value);
        else if (Is(word, "NameWidth"))
            return sign != '-' ? "NameWidth with no value may only appear as '-NameWidth'" : SetWidth(value => settings.NameWidth = value);
        else if (Is(word, "DescriptionWidth"))
            return sign != '-' ? "DescriptionWidth with no value may only appear as '-DescriptionWidth'" : SetWidth(value => settings.DescriptionWidth = value);
        else if (Value(word, "NameWidth=") is { } name)
            return SetWidth("NameWidth", name, sign, 5, value => settings.NameWidth = value);
        else if (Value(word, "DescriptionWidth=") is { } description)
            return SetWidth("DescriptionWidth", description, sign, 12, value => settings.DescriptionWidth = value);
        else if (Value(word, "Type=") is { } type)
            settings.ContentType = type;
        else if (Value(word, "Charset=") is { } charset)
            settings.Charset = charset;
        else
            return "Invalid directory indexing option";
        return null;
    }

    private static string? SetOption(AutoIndexSettings settings, IndexOption option, char sign)
    {
        switch (sign)
        {
            case '+':
                settings.Added |= option;
                settings.Removed &= ~option;
                break;
            case '-':
                settings.Removed |= option;
                settings.Added &= ~option;
                break;
            default:
                settings.Options |= option;
                settings.Added = IndexOption.Unset;
                settings.Removed = IndexOption.Unset;
                break;
        }
        return null;
    }

    private static string? SetNumber(string text, Action<int> set)
    {
        set(Number(text));
        return null;
    }

    private static string? SetWidth(Action<ColumnWidth> set)
    {
        set(new ColumnWidth(AutoIndexSettings.DefaultWidth, false));
        return null;
    }

    private static string? SetWidth(string keyword, string text, char sign, int least, Action<ColumnWidth> set)
    {
        if (sign == '-')
            return $"Cannot combine '-' with {keyword}=n";
        if (text.StartsWith('*'))
        {
            set(new ColumnWidth(AutoIndexSettings.DefaultWidth, true));
            return null;
        }
        var width = Number(text);
        if (width < least)
            return $"{keyword} value must be greater than {least}";
        set(new ColumnWidth(width, false));
        return null;
    }

    private static int Number(string text)
    {
        var length = 0;
        while (length < text.Length && length < 8 && char.IsAsciiDigit(text[length]))
            length++;
        return length == 0 ? 0 : int.Parse(text.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static bool Is(string word, string keyword) => string.Equals(word, keyword, StringComparison.OrdinalIgnoreCase);

    private static string? Value(string word, string prefix) => word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? word[prefix.Length..] : null;
}
