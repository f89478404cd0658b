using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Walks;

/// <summary>The .htaccess files read so far.</summary>
internal sealed class AccessFileCache
{
    private readonly ConfigurationContext _configuration;

    internal AccessFileCache(ConfigurationContext configuration) => _configuration = configuration;

    internal int Find(Request request, string directory, CoreDirectorySettings core, out Section? section)
    {
        section = null;
        return 0;
    }
}
