using System.Device.Gpio;
using Iot.Device.Hcsr501;

namespace EdgeVision.Peripherals;

/// <summary>
/// A passive infrared sensor with a digital output, such as the HC-SR501: high while something warm moves, and for the time that is set on its board.
/// </summary>
public sealed class MotionSensor : IDisposable
{
    private readonly Hcsr501 _sensor;

    /// <summary>Opens the pin and listens.</summary>
    /// <param name="controller">Stays the caller's; dispose it afterwards.</param>
    /// <param name="pin">Its pin number there.</param>
    /// <param name="changed">Told whether something moves: the level that there is before this returns, then each change, on a thread of the pin's.</param>
    public MotionSensor(GpioController controller, int pin, Action<bool> changed)
    {
        var level = new FirstLevel(changed);
        _sensor = new Hcsr501(pin, controller, shouldDispose: false);
        _sensor.Hcsr501ValueChanged += (_, change) => level.Change(change.PinValue == PinValue.High);
        level.Tell(() => _sensor.IsMotionDetected);
    }

    /// <inheritdoc/>
    public void Dispose() => _sensor.Dispose();
}
