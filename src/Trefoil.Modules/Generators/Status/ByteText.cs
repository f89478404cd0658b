namespace Trefoil.Modules.Generators.Status;

/// <summary>Sizes with a unit.</summary>
internal static class ByteText
{
    private const double Kilo = 1024, Mega = Kilo * 1024, Giga = Mega * 1024;

    internal static string Of(long bytes) => bytes switch
    {
        < 5 * 1024 => $"{bytes} B",
        < 1024 * 1024 / 2 => NumberText.Fixed(bytes / Kilo, 1) + " kB",
        < 1024 * 1024 * 1024 / 2 => NumberText.Fixed(bytes / Mega, 1) + " MB",
        _ => NumberText.Fixed(bytes / Giga, 1) + " GB",
    };

    internal static string OfKilobytes(long kilobytes) => kilobytes switch
    {
        < 1024 => $"{kilobytes} kB",
        < 1024 * 1024 => NumberText.Fixed(kilobytes / Kilo, 1) + " MB",
        _ => NumberText.Fixed(kilobytes / Mega, 1) + " GB",
    };
}
