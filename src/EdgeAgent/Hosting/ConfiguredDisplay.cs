using System.Device.I2c;
using System.Globalization;
using System.Runtime.CompilerServices;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio.Expanders;
using EdgeVision.EdgeAgent.Outputs.Display;
using EdgeVision.Peripherals;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The display of a configuration. Only one that is configured loads the assembly of the peripherals.</summary>
internal sealed partial class ConfiguredDisplay(EdgeVisionOptions options, EdgeVisionSeams seams, ILogger logger)
{
    /// <summary>Begins to show; <see langword="null"/>: there is no display.</summary>
    /// <param name="labels">The model's.</param>
    /// <param name="isMqttConnected">Whether the broker has accepted us; <see langword="null"/>: none is configured.</param>
    public DisplaySink? Open(IReadOnlyList<string> labels, Func<bool?> isMqttConnected) =>
        options.Display is { } display ? Open(display, labels, isMqttConnected) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private DisplaySink Open(DisplayOptions display, IReadOnlyList<string> labels, Func<bool?> isMqttConnected)
    {
        var seen = new SeenLabels(options.Cameras.Select(camera => camera.Name), labels);
        var address = new ReachableAddress(seams.Time);
        DisplaySink? sink = null;
        var status = new StatusDisplay(() => Open(display), State, seams.Time, trouble => Report(display, trouble));
        return sink = new DisplaySink(seen, status);

        DisplayState State() => new()
        {
            Device = options.DeviceName,
            Address = address.Current,
            Cameras = options.Cameras.Count,
            CamerasOnline = seen.CamerasOnline,
            IsMqttConnected = isMqttConnected(),
            Seen = seen.Words(),
            IsStopped = sink?.IsEnding == true,
        };
    }

    private ITextDisplay Open(DisplayOptions display)
    {
        I2cDevice device = seams.OpenI2c?.Invoke(display.BusPath, display.AddressNumber) ?? ExclusiveI2cDevice.Open(display.BusPath, display.AddressNumber);
        return display.Kind switch
        {
            DisplayKind.Lcd1602 => TextDisplays.Character(device, columns: 16, rows: 2),
            DisplayKind.Lcd2004 => TextDisplays.Character(device, columns: 20, rows: 4),
            DisplayKind.Ssd1306Low => TextDisplays.Oled(device, height: 32, seams.Time),
            _ => TextDisplays.Oled(device, height: 64, seams.Time),
        };
    }

    private void Report(DisplayOptions display, string? trouble)
    {
        string name = display.Kind.ToString().ToLowerInvariant();
        if (trouble is null)
            LogShows(name, display.AddressNumber.ToString("x2", CultureInfo.InvariantCulture), display.BusPath);
        else
            LogFails(name, display.AddressNumber.ToString("x2", CultureInfo.InvariantCulture), display.BusPath, trouble);
    }

    [LoggerMessage(3022, LogLevel.Warning, "The display ({Display} 0x{Address} on {Bus}) shows nothing; trying again until it does, and everything else goes on. {Reason}")]
    private partial void LogFails(string display, string address, string bus, string reason);

    [LoggerMessage(3023, LogLevel.Information, "The display ({Display} 0x{Address} on {Bus}) shows something again.")]
    private partial void LogShows(string display, string address, string bus);
}
