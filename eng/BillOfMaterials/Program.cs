using System.Globalization;
using EdgeVision.BillOfMaterials;

if (args is not [string package, string folder, string nuGetPackages, string output])
{
    Console.Error.WriteLine("usage: EdgeVision.BillOfMaterials PACKAGE.deb FOLDER-IT-WAS-MADE-OF NUGET-PACKAGES OUTPUT.cdx.json");
    return 64;
}

try
{
    var control = DebianControl.Read(Path.Combine(folder, "DEBIAN", "control"));
    string program = Path.Combine(folder, "usr", "lib", "edgevision", control.Version);
    string seconds = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH")
        ?? throw new InvalidDataException("SOURCE_DATE_EPOCH is not set; it is the bill's time, in seconds since 1970.");
    File.WriteAllText(output, Bill.Of(
        control,
        Component.Sha256Of(package),
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)),
        [.. NuGetPackages.Of(program, nuGetPackages), .. Models.Of(program), .. control.Dependencies]));
    return 0;
}
catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException)
{
    Console.Error.WriteLine($"edgevision bill of materials: {exception.Message}");
    return 65;
}
