namespace Trefoil.Modules.Mappers.ImageMap;

/// <summary>Whether a point lies in an area.</summary>
internal static class MapArea
{
    internal static bool Contains(MapLine line, MapPoint point) => line.Kind switch
    {
        "rect" => line.Corners.Count > 1 && InRectangle(line.Corners, point),
        "circle" => line.Corners.Count > 1 && InCircle(line.Corners, point),
        "poly" => InPolygon(line.Corners, point),
        _ => false,
    };

    internal static double SquareOfDistance(MapPoint a, MapPoint b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y);

    private static bool InRectangle(List<MapPoint> corners, MapPoint point) =>
        point.X >= corners[0].X && point.X <= corners[1].X && point.Y >= corners[0].Y && point.Y <= corners[1].Y;

    // A middle, and a point on the edge.
    private static bool InCircle(List<MapPoint> corners, MapPoint point) => SquareOfDistance(corners[0], point) <= SquareOfDistance(corners[0], corners[1]);

    /// <summary>A ray to the right crosses the edges of a polygon an odd number of times from inside.</summary>
    private static bool InPolygon(List<MapPoint> corners, MapPoint point)
    {
        var isInside = false;
        for (int i = 0, before = corners.Count - 1; i < corners.Count; before = i++)
        {
            var (a, b) = (corners[i], corners[before]);
            if (a.Y > point.Y != b.Y > point.Y && point.X < (b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y) + a.X)
                isInside = !isInside;
        }
        return isInside;
    }
}
