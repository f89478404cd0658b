using System.Text;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>Head and foot of the page, with the files that HeaderName and ReadmeName put there.</summary>
internal sealed class IndexFrame(Request request, IndexPage page, AutoIndexSettings settings, IndexOption options)
{
    private readonly string _title = HtmlEscape.Escape(request.Uri.Length > 1 ? request.Uri.TrimEnd('/') : request.Uri);

    private bool SuppressesPreamble => (options & IndexOption.SuppressHtmlPreamble) != 0;

    internal async ValueTask WriteHeadAsync()
    {
        var insert = settings.Header is { } header ? await LookUpAsync(header) : null;
        if (IsHtml(insert))
        {
            if (!SuppressesPreamble)
                Preamble();
            await page.FlushAsync();
            if (await Subrequests.RunAsync(insert!) == 0)
                return;
            if (SuppressesPreamble)
                Preamble();
        }
        else
        {
            Preamble();
            if (insert is not null && await WritePlainAsync(insert))
                return;
        }
        page.Add(settings.StyleSheet is not null ? "  <h1 id=\"indextitle\">Index of " : "<h1>Index of ").Add(_title).Add("</h1>\n");
    }

    internal async ValueTask WriteFootAsync()
    {
        var insert = settings.Readme is { } readme ? await LookUpAsync(readme) : null;
        var isSigned = false;
        var isClosed = false;
        if (IsHtml(insert))
        {
            await page.FlushAsync();
            isClosed = SuppressesPreamble;
            isSigned = await Subrequests.RunAsync(insert!) == 0;
        }
        else if (insert is not null)
        {
            isSigned = await WritePlainAsync(insert);
        }
        if (!isSigned)
            page.Add(ServerSignature.Make(request, ""));
        if (!isClosed)
            page.Add("</body></html>\n");
        await page.FlushAsync();
    }

    private void Preamble()
    {
        if ((options & IndexOption.Xhtml) != 0)
        {
            page.Add("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"\n\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n")
                .Add("<html xmlns=\"http://www.w3.org/1999/xhtml\">\n");
        }
        else
        {
            page.Add("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html>\n");
        }
        page.Add(" <head>\n  <title>Index of ").Add(_title).Add("</title>\n");
        if (settings.StyleSheet is { } sheet)
            page.Add("  <link rel=\"stylesheet\" href=\"").Add(sheet).Add("\" type=\"text/css\"").Add((options & IndexOption.Xhtml) != 0 ? " />\n" : ">\n");
        page.Add(settings.HeadInsert).Add(" </head>\n <body>\n");
    }

    private async ValueTask<Request?> LookUpAsync(string name)
    {
        var found = await Subrequests.LookupUriAsync(request, name, request.Output);
        return found.Status == 200 && found.Filename is not null && found.FileStatus.Kind == FileKind.Regular && found.ContentType is not null ? found : null;
    }

    private static bool IsHtml(Request? found) =>
        found?.ContentType is { } type && (type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/xhtml+xml", StringComparison.OrdinalIgnoreCase));

    /// <summary>Shows a text file as it is, in preformatted letters.</summary>
    private async ValueTask<bool> WritePlainAsync(Request found)
    {
        if (!found.ContentType!.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
            return false;
        var file = FileSystem.OpenRead(found.Filename!);
        if (file < 0)
            return false;
        try
        {
            page.Add("<pre>\n");
            var buffer = new byte[8192];
            int got;
            for (long at = 0; (got = FileSystem.ReadAt(file, buffer, at)) > 0; at += got)
            {
                page.Escaped(Encoding.Latin1.GetString(buffer, 0, got));
                await page.FlushIfFullAsync();
            }
            page.Add("</pre>\n");
            return true;
        }
        finally
        {
            FileSystem.Close(file);
        }
    }
}
