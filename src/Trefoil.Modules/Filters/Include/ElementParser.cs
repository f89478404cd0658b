using System.Text;

namespace Trefoil.Modules.Filters.Include;

/// <summary>One element of a parsed document, or the plain bytes between two.</summary>
/// <param name="Text">Plain bytes; null for an element.</param>
/// <param name="Name">The element's name in lower case; empty where it is missing.</param>
/// <param name="Arguments">Its arguments in order; a value is null where there is none.</param>
internal readonly record struct DocumentPart(byte[]? Text, string Name, List<KeyValuePair<string, string?>> Arguments);

/// <summary>Cuts a document into elements and what stands between them, however it is divided into pieces on its way.</summary>
internal sealed class ElementParser
{
    private readonly string _start;
    private readonly string _end;
    private readonly int[] _fallback;
    private readonly StringBuilder _element = new();
    private readonly MemoryStream _plain = new();
    private readonly List<DocumentPart> _parts = [];
    private int _matched;
    private bool _inElement, _escaped;
    private char _quote, _lastMeaningful;

    internal ElementParser(string startTag, string endTag)
    {
        _start = startTag;
        _end = endTag;
        _fallback = MakeFallback(startTag);
    }

    /// <summary>True when an element has begun and not ended.</summary>
    internal bool IsInElement => _inElement;

    /// <summary>Takes bytes; gives the parts that are complete.</summary>
    internal List<DocumentPart> Feed(ReadOnlySpan<byte> data)
    {
        _parts.Clear();
        foreach (var b in data)
        {
            if (_inElement)
                TakeElementChar((char)b);
            else
                TakePlainByte(b);
        }
        FlushPlain();
        return _parts;
    }

    /// <summary>What of a start tag had come when the document ended.</summary>
    internal byte[] TakeRest()
    {
        var rest = _inElement ? "" : _start[.._matched];
        _matched = 0;
        return Encoding.Latin1.GetBytes(rest);
    }

    // Knuth, Morris and Pratt: a tag that begins inside a false start is found as well.
    private void TakePlainByte(byte b)
    {
        while (_matched > 0 && b != (byte)_start[_matched])
        {
            var shorter = _fallback[_matched - 1];
            _plain.Write(Encoding.Latin1.GetBytes(_start[..(_matched - shorter)]));
            _matched = shorter;
        }
        if (b != (byte)_start[_matched])
        {
            _plain.WriteByte(b);
            return;
        }
        if (++_matched < _start.Length)
            return;
        _matched = 0;
        FlushPlain();
        _inElement = true;
        _element.Clear();
        (_quote, _lastMeaningful, _escaped) = ('\0', '\0', false);
    }

    private void TakeElementChar(char c)
    {
        _element.Append(c);
        if (_quote != '\0')
        {
            if (_escaped)
                _escaped = false;
            else if (c == '\\')
                _escaped = true;
            else if (c == _quote)
                _quote = '\0';
            return;
        }
        if ((c is '"' or '\'' or '`') && _lastMeaningful == '=')
        {
            _quote = c;
            _lastMeaningful = c;
            return;
        }
        if (!IsSpace(c))
            _lastMeaningful = c;
        if (_element.Length < _end.Length || !EndsWithTag())
            return;
        _inElement = false;
        _parts.Add(ElementText.Parse(_element.ToString(0, _element.Length - _end.Length)));
    }

    private bool EndsWithTag()
    {
        for (int i = 0, at = _element.Length - _end.Length; i < _end.Length; i++, at++)
        {
            if (_element[at] != _end[i])
                return false;
        }
        return true;
    }

    private void FlushPlain()
    {
        if (_plain.Length == 0)
            return;
        _parts.Add(new DocumentPart(_plain.ToArray(), "", []));
        _plain.SetLength(0);
    }

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    private static int[] MakeFallback(string tag)
    {
        var fallback = new int[tag.Length];
        for (int i = 1, length = 0; i < tag.Length;)
        {
            if (tag[i] == tag[length])
                fallback[i++] = ++length;
            else if (length > 0)
                length = fallback[length - 1];
            else
                fallback[i++] = 0;
        }
        return fallback;
    }
}
