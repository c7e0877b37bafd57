using System.Device.I2c;
using System.Globalization;
using EdgeVision.EdgeAgent.Gpio.Expanders;
using EdgeVision.Inference.Models;
using EdgeVision.Peripherals;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs.Display;

/// <summary>The display of a configuration.</summary>
internal sealed partial class DisplayOutput(DisplayOptions display, OutputSurroundings surroundings) : IOutput
{
    private readonly ILogger _logger = surroundings.Logger;
    private readonly ReachableAddress _address = new(surroundings.Time);
    private SeenLabels? _seen;
    private volatile DisplaySink? _sink;

    public void Prepare(ModelManifest model) => _seen = new SeenLabels(surroundings.Neighbours.Cameras.Select(static camera => camera.Name), model.Labels);

    public IEventSink Start() => _sink = new DisplaySink(_seen!, new StatusDisplay(OpenDisplay, State, surroundings.Time, Report));

    public void MakeSafe() => _sink?.BeginToEnd();

    public void Release() => _sink?.Dispose();

    private DisplayState State() => new()
    {
        Device = surroundings.Neighbours.Device,
        Address = _address.Current,
        Cameras = surroundings.Neighbours.Cameras.Count,
        CamerasOnline = _seen!.CamerasOnline,
        IsMqttConnected = surroundings.IsBrokerConnected(),
        Seen = _seen.Words(),
        IsStopped = _sink?.IsEnding == true,
    };

    private ITextDisplay OpenDisplay()
    {
        string bus = display.BusPath;
        int address = display.AddressNumber;
        I2cDevice device = surroundings.OpenI2c?.Invoke(bus, address) ?? ExclusiveI2cDevice.Open(bus, address);
        return display.Kind switch
        {
            DisplayKind.Lcd1602 => TextDisplays.Character(device, columns: 16, rows: 2),
            DisplayKind.Lcd2004 => TextDisplays.Character(device, columns: 20, rows: 4),
            DisplayKind.Ssd1306Low => TextDisplays.Oled(device, height: 32, surroundings.Time),
            _ => TextDisplays.Oled(device, height: 64, surroundings.Time),
        };
    }

    private void Report(string? error)
    {
        string name = display.Kind.ToString().ToLowerInvariant();
        string address = display.AddressNumber.ToString("x2", CultureInfo.InvariantCulture);
        if (error is null)
            LogShows(name, address, display.BusPath);
        else
            LogFails(name, address, display.BusPath, error);
    }

    [LoggerMessage(
        3022, LogLevel.Warning,
        "The display ({Display} 0x{Address} on {Bus}) shows nothing; trying again until it does, and everything else goes on. {Reason}")]
    private partial void LogFails(string display, string address, string bus, string reason);

    [LoggerMessage(3023, LogLevel.Information, "The display ({Display} 0x{Address} on {Bus}) shows something again.")]
    private partial void LogShows(string display, string address, string bus);
}
