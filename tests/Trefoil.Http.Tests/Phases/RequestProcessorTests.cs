using Trefoil.Configuration;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;

namespace Trefoil.Http.Tests.Phases;

public sealed class RequestProcessorTests : IDisposable
{
    private readonly TestServer _server = new();

    public RequestProcessorTests()
    {
        _server.WriteFile("index.txt", "hello");
        _server.WriteFile("dir/inner.txt", "inner");
        _server.WriteFile("error.txt", "sorry");
    }

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_file_is_served_with_its_validators()
    {
        var response = await _server.GetAsync("/index.txt", ("Host", "main.example"));
        Assert.Equal(200, response.Status);
        Assert.Equal("hello", response.Body);
        Assert.Equal("5", response.Header("Content-Length"));
        Assert.StartsWith("\"5-", response.Header("ETag"), StringComparison.Ordinal);
        Assert.Equal(1, response.Sink.Finished);
        Assert.True(response.Request.IsCacheable);
    }

    [Theory]
    [InlineData("/none.txt", 404)]
    [InlineData("/index.txt/more", 404)]
    [InlineData("/dir/", 404)]
    [InlineData("/..", 400)]
    [InlineData("/a%2fb", 404)]
    [InlineData("/a%00", 404)]
    [InlineData("/%zz", 400)]
    [InlineData("/dir/../index.txt", 200)]
    [InlineData("/dir/%2e%2e/index.txt", 200)]
    [InlineData("//dir///inner.txt", 200)]
    public async Task Targets_are_mapped_as_Apache_does(string target, int status)
    {
        var response = await _server.GetAsync(target);
        Assert.Equal(status, response.Status);
        Assert.Equal(1, response.Sink.Finished);
    }

    [Theory]
    [InlineData("PUT", 405)]
    [InlineData("BREW", 501)]
    public async Task Other_methods_are_refused_with_Allow(string method, int status)
    {
        var response = await _server.SendAsync(method, "/index.txt");
        Assert.Equal(status, response.Status);
        Assert.Equal("POST,OPTIONS,HEAD,GET,TRACE", response.Header("Allow"));
    }

    [Fact]
    public async Task Error_documents_answer_with_a_text_or_a_local_file()
    {
        _server.Base.ErrorDocuments = new() { [404] = new ErrorDocument("/error.txt", true, null), [405] = new ErrorDocument("no", false, null) };
        var missing = await _server.GetAsync("/none");
        Assert.Equal((404, "sorry"), (missing.Status, missing.Body));
        Assert.Equal("404", missing.Answering.Environment.Get("REDIRECT_STATUS"));
        Assert.Equal("GET", missing.Answering.Environment.Get("REDIRECT_REQUEST_METHOD"));
        var refused = await _server.SendAsync("PUT", "/index.txt");
        Assert.Equal((405, "no"), (refused.Status, refused.Body));
    }

    [Fact]
    public async Task A_failing_error_document_falls_back_to_the_page_of_the_first_error()
    {
        _server.Base.ErrorDocuments = new() { [404] = new ErrorDocument("/also-missing", true, null) };
        var response = await _server.GetAsync("/none");
        Assert.Equal(404, response.Status);
        Assert.Contains("ErrorDocument", response.Body, StringComparison.Ordinal);
        Assert.Equal(1, response.Sink.Finished);
    }

    [Fact]
    public async Task Sections_merge_in_order_directory_then_files_then_location()
    {
        var main = _server.Context.MainServer;
        Add(main.Directories, SectionKind.Directory, _server.Root + "/dir/", "a");
        Add(main.Files, SectionKind.Files, "inner.txt", "b");
        var response = await _server.GetAsync("/dir/inner.txt");
        Assert.Equal("b", response.Request.ContentType);
        Add(main.Locations, SectionKind.Location, "/dir", "c");
        Assert.Equal("c", (await _server.GetAsync("/dir/inner.txt")).Request.ContentType);
        Assert.Null((await _server.GetAsync("/index.txt")).Request.ContentType);
    }

    [Fact]
    public async Task Links_are_refused_where_options_forbid_them()
    {
        File.CreateSymbolicLink(Path.Combine(_server.Root, "link.txt"), Path.Combine(_server.Root, "index.txt"));
        Assert.Equal(200, (await _server.GetAsync("/link.txt")).Status);
        _server.Base.OptionsGiven = DirectoryOptions.None;
        Assert.Equal(403, (await _server.GetAsync("/link.txt")).Status);
        Assert.Equal(200, (await _server.GetAsync("/index.txt")).Status);
        _server.Base.OptionsGiven = DirectoryOptions.SymLinksIfOwnerMatch;
        Assert.Equal(200, (await _server.GetAsync("/link.txt")).Status);
    }

    [Fact]
    public async Task Trace_echoes_the_request_unless_it_is_off()
    {
        var response = await _server.SendAsync("TRACE", "/x", ("Host", "h"), ("X-A", "b"));
        Assert.Equal("TRACE /x HTTP/1.1\r\nHost: h\r\nX-A: b\r\n\r\n", response.Body);
        _server.Settings.TraceGiven = TraceMode.Off;
        Assert.Equal(405, (await _server.SendAsync("TRACE", "/x")).Status);
    }

    private static void Add(List<Section> sections, SectionKind kind, string pattern, string type)
    {
        var section = new Section(kind, pattern, new SourceLocation("test.conf", 1));
        section.Settings.GetOrCreate<CoreDirectorySettings>().ForceTypeGiven = type;
        sections.Add(section);
    }
}
