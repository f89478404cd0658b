using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Http.Tests.Http1;

/// <summary>Answers everything: "/varies..." depends on a header field, anything else only on its path.</summary>
internal sealed class GreetingModule : Module, IQuickHandler
{
    public override string Identifier => "greeting_module";

    public override string SourceFile => "mod_greeting.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    internal int Calls { get; private set; }

    public async ValueTask<PhaseResult> QuickHandleAsync(Request request)
    {
        Calls++;
        var text = request.Uri.StartsWith("/varies", StringComparison.Ordinal) ? request.HeadersIn.Get("X-Name") ?? "nobody" : request.Uri;
        request.ContentType = "text/plain";
        request.HeadersOut.Set("ETag", "\"e1\"");
        await request.Output.WriteAsync(request, Encoding.Latin1.GetBytes("hello " + text));
        return PhaseResult.Ok;
    }
}
