using System.Device.Gpio;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.Peripherals;

namespace EdgeVision.EdgeAgent.Inputs;

/// <summary>A sensor or switch that a binding knows, on a controller over our lines. Whoever does not touch this type does not load the bindings.</summary>
internal sealed class PeripheralDevice : IInputDevice
{
    private const int Pin = 0;

    private readonly GpioController _controller;
    private readonly IDisposable _device;

    /// <inheritdoc cref="InputOpening"/>
    public PeripheralDevice(InputOptions options, IGpioInputLines lines, Action<bool> changed, Action<Exception> failed)
    {
        var line = new GpioPinLine(options.Chip, options.Line ?? options.Name)
        {
            ActiveLow = options.ActiveLow,
            Bias = options.Bias,
            Debounce = options.Debounce,
        };
        var driver = new CharacterDeviceDriver(new Dictionary<int, GpioPinLine> { [Pin] = line }, outputs: null, lines, (_, error) => failed(error));
        _controller = new GpioController(driver);
        try
        {
            _device = options.Kind == InputKind.Pir ? new MotionSensor(_controller, Pin, changed) : new PushButton(_controller, Pin, changed);
            Description = driver.DescriptionOf(Pin);
        }
        catch
        {
            _controller.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Dispose();
        _controller.Dispose();
    }
}
