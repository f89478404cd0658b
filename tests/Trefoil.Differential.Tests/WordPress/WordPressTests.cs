using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Trefoil.Differential.Tests.WordPress;

/// <summary>A real WordPress from its installer to a page with an uploaded picture, under each of the three models.</summary>
[Trait("Category", "Long")]
public sealed partial class WordPressTests
{
    private const string Password = "correct-horse-battery";

    [ServerTheory]
    [InlineData("event")]
    [InlineData("worker")]
    [InlineData("prefork")]
    public async Task IsInstalledWrittenAndRead(string mpm)
    {
        var reason = WordPressSite.ReasonToSkip();
        Assert.True(reason is null, reason);
        using var site = new WordPressSite();
        site.Start(ServerUnderTest.Program, mpm);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(site.Url), Timeout = TimeSpan.FromMinutes(3) };

        try
        {
            await InstallAsync(client);
            await LogInAsync(client);
            await UsePermalinksAsync(client, site);
            var picture = await WritePostAsync(client);
            await ReadPagesAsync(client, picture);
            TakePicture(site, mpm);
        }
        catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException(failure.Message + "\n" + site.Server.ErrorLog, failure);
        }

        Assert.DoesNotContain("exit signal", site.Server.ErrorLog, StringComparison.Ordinal);
    }

    private static async Task InstallAsync(HttpClient client)
    {
        var front = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.Found, front.StatusCode);
        Assert.EndsWith("/wp-admin/install.php", front.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/wp-admin/install.php")).StatusCode);
        var done = await PostAsync(client, "/wp-admin/install.php?step=2", new()
        {
            ["weblog_title"] = "Three leaves",
            ["user_name"] = "editor",
            ["admin_password"] = Password,
            ["admin_password2"] = Password,
            ["pw_weak"] = "on",
            ["admin_email"] = "editor@example.org",
            ["blog_public"] = "0",
            ["Submit"] = "Install WordPress",
            ["language"] = "",
        });
        Assert.Contains("Success!", await done.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task LogInAsync(HttpClient client)
    {
        // The form sets a test cookie, which must come back.
        await client.GetAsync("/wp-login.php");
        var answer = await PostAsync(client, "/wp-login.php", new()
        {
            ["log"] = "editor",
            ["pwd"] = Password,
            ["wp-submit"] = "Log In",
            ["redirect_to"] = "/wp-admin/",
            ["testcookie"] = "1",
        });
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.True(answer.Headers.GetValues("Set-Cookie").Count() >= 3);
        Assert.Contains("Dashboard", await TextAsync(client, "/wp-admin/"), StringComparison.Ordinal);
    }

    private static async Task UsePermalinksAsync(HttpClient client, WordPressSite site)
    {
        var form = await TextAsync(client, "/wp-admin/options-permalink.php");
        var nonce = Nonce().Match(form).Groups[1].Value;
        Assert.NotEqual("", nonce);
        var answer = await PostAsync(client, "/wp-admin/options-permalink.php", new()
        {
            ["_wpnonce"] = nonce,
            ["_wp_http_referer"] = "/wp-admin/options-permalink.php",
            ["selection"] = "/%postname%/",
            ["permalink_structure"] = "/%postname%/",
            ["submit"] = "Save Changes",
        });
        Assert.True(answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        // The page that the answer leads to puts the new rules into force.
        await TextAsync(client, "/wp-admin/options-permalink.php?settings-updated=true");
        Assert.Contains("RewriteRule . /index.php [L]", await File.ReadAllTextAsync(site.DocumentRoot + "/.htaccess"), StringComparison.Ordinal);
    }

    private static async Task<string> WritePostAsync(HttpClient client)
    {
        var nonce = await TextAsync(client, "/wp-admin/admin-ajax.php?action=rest-nonce");
        using var upload = new HttpRequestMessage(HttpMethod.Post, "/wp-json/wp/v2/media") { Content = new ByteArrayContent(Picture()) };
        upload.Headers.Add("X-WP-Nonce", nonce);
        upload.Content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        upload.Content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "leaf.png" };
        var uploaded = await client.SendAsync(upload);
        var media = await uploaded.Content.ReadAsStringAsync();
        Assert.True(uploaded.StatusCode == HttpStatusCode.Created, media);
        var picture = SourceUrl().Match(media).Groups[1].Value.Replace("\\/", "/", StringComparison.Ordinal);

        using var post = new HttpRequestMessage(HttpMethod.Post, "/wp-json/wp/v2/posts")
        {
            Content = new StringContent(
                $$"""{"title":"Green leaf","status":"publish","content":"<p>Found in the garden.</p><img src=\"{{picture}}\" alt=\"leaf\"/>"}""", Encoding.UTF8, "application/json"),
        };
        post.Headers.Add("X-WP-Nonce", nonce);
        var created = await client.SendAsync(post);
        var text = await created.Content.ReadAsStringAsync();
        Assert.True(created.StatusCode == HttpStatusCode.Created, text);
        Assert.True(text.Contains("/green-leaf\\/\"", StringComparison.Ordinal) && text.Contains(client.BaseAddress!.Authority + "\\/green-leaf\\/", StringComparison.Ordinal), text);
        return picture;
    }

    private static async Task ReadPagesAsync(HttpClient client, string picture)
    {
        var page = await TextAsync(client, "/green-leaf/");
        Assert.Contains("Found in the garden.", page, StringComparison.Ordinal);
        var image = await client.GetAsync(picture);
        Assert.Equal("image/png", image.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Picture(), await image.Content.ReadAsByteArrayAsync());

        var files = Files().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Where(file => file.StartsWith(client.BaseAddress!.ToString(), StringComparison.Ordinal)).ToList();
        foreach (var file in files)
        {
            Assert.True((await client.GetAsync(file)).StatusCode == HttpStatusCode.OK, file);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/wp-includes/css/dashicons.min.css")).StatusCode);
        var moved = await client.GetAsync("/green-leaf");
        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        var missing = await client.GetAsync("/no-such-page/");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("Three leaves", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/wp-content/none.css")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/none.php")).StatusCode);
        using var head = new HttpRequestMessage(HttpMethod.Head, "/green-leaf/");
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(head)).StatusCode);
    }

    /// <summary>A browser shows the page, without a complaint on its console, and the picture of it is kept.</summary>
    private static void TakePicture(WordPressSite site, string mpm)
    {
        const string browser = "/usr/bin/chromium";
        if (!File.Exists(browser))
        {
            return;
        }

        var target = Path.Combine(AppContext.BaseDirectory, $"wordpress-{mpm}.png");
        File.Delete(target);
        var run = CommandRun.Of(
            browser,
            ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr", "--user-data-dir=" + site.Folder + "/browser",
                "--window-size=1200,900", "--screenshot=" + target, site.Url + "/green-leaf/"],
            patience: TimeSpan.FromMinutes(3));
        Assert.True(File.Exists(target), run.Error);
        Assert.DoesNotContain("CONSOLE", run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode}\n{text}");
        return text;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, Dictionary<string, string> fields) =>
        client.PostAsync(path, new FormUrlEncodedContent(fields));

    /// <summary>A green square of 64 pixels.</summary>
    private static byte[] Picture() => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAT0lEQVR42u3PQQkAAAgEsEtkHUNZ2gi+hcEKLDX9WgQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQELgupWwEAVpH8LgAAAABJRU5ErkJggg==");

    [GeneratedRegex("name=\"_wpnonce\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Nonce();

    [GeneratedRegex("\"source_url\":\"([^\"]+)\"")]
    private static partial Regex SourceUrl();

    [GeneratedRegex("(?:href|src)=['\"]([^'\"]+\\.(?:css|js)[^'\"]*)['\"]")]
    private static partial Regex Files();
}
