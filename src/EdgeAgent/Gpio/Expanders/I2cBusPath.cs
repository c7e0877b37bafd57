using System.Globalization;

namespace EdgeVision.EdgeAgent.Gpio.Expanders;

/// <summary>The device files of I²C buses.</summary>
internal static class I2cBusPath
{
    private const string Prefix = "/dev/i2c-";

    /// <summary>A bus as a person writes it: <c>1</c>, <c>i2c-1</c> or a path.</summary>
    public static string From(string bus)
    {
        if (uint.TryParse(bus, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return Prefix + bus;
        return bus.Contains('/', StringComparison.Ordinal) ? bus : "/dev/" + bus;
    }

    /// <summary>A 7-bit address as <c>i2cdetect</c> prints it, with 0x in front, or −1 for what is none.</summary>
    public static int ParseAddress(string? address) =>
        address is ['0', 'x' or 'X', .. var digits]
        && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
        && value is > 0 and < 0x80
            ? value
            : -1;

    /// <summary>The kernel's number of a bus; its path may be a link that a udev rule has made.</summary>
    /// <exception cref="IOException">It is no bus.</exception>
    public static int NumberOf(string path)
    {
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return target.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(target.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new IOException($"{path} is no I²C bus; they are called {Prefix}1 and so on.");
    }
}
