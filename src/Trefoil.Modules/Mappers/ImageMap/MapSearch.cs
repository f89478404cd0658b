using Trefoil.Http.Messages;

namespace Trefoil.Modules.Mappers.ImageMap;

/// <summary>Looks for the area that a click hits.</summary>
internal sealed class MapSearch(Request request, ImageMapSettings settings, MapPoint? point)
{
    /// <summary>Where the click leads: the first area, else the nearest point, else the default; null where the map is wrong.</summary>
    internal string? Find(string text)
    {
        var baseUrl = MapTarget.Resolve(request, null, settings.Base ?? CanonicalRoot());
        var fallback = MapTarget.Resolve(request, null, settings.Default ?? "nocontent");
        string? nearest = null;
        var distance = double.MaxValue;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var written = raw.TrimEnd('\r');
            if (written.Length == 0 || written[0] == '#')
                continue;
            if (MapLine.Read(written) is not { } line)
            {
                ImageMapModule.ReportLine(request, number);
                return null;
            }
            switch (line.Kind)
            {
                case "base":
                    if ((baseUrl = MapTarget.Resolve(request, null, line.Target)) is null)
                        return null;
                    continue;
                case "default":
                    if ((fallback = MapTarget.Resolve(request, null, line.Target)) is null)
                        return null;
                    continue;
            }
            if (point is not { } clicked || line.Corners.Count == 0)
                continue;
            if (MapArea.Contains(line, clicked))
                return MapTarget.Resolve(request, baseUrl, line.Target);
            if (line.Kind != "point")
                continue;
            var away = MapArea.SquareOfDistance(line.Corners[0], clicked);
            if (away >= distance)
                continue;
            distance = away;
            if ((nearest = MapTarget.Resolve(request, baseUrl, line.Target)) is null)
                return null;
        }
        return nearest ?? fallback;
    }

    private string CanonicalRoot() => Trefoil.Http.Uris.CanonicalName.ConstructUrl(request, "/");
}
