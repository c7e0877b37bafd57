using System.Device.Gpio;
using Iot.Device.Button;

namespace EdgeVision.Peripherals;

/// <summary>A push button. Which voltage means pressed, what pulls the line and how long its contacts bounce, the pin knows.</summary>
public sealed class PushButton : IDisposable
{
    private readonly GpioButton _button;

    /// <summary>Opens the pin and listens.</summary>
    /// <param name="controller">Stays the caller's; dispose it afterwards.</param>
    /// <param name="pin">Its pin number there; high is pressed.</param>
    /// <param name="changed">Told whether it is pressed: the level that there is before this returns, then each change, on a thread of the pin's.</param>
    public PushButton(GpioController controller, int pin, Action<bool> changed)
    {
        var level = new FirstLevel(changed);
        _button = new GpioButton(pin, isPullUp: false, hasExternalResistor: true, controller, shouldDispose: false);
        _button.ButtonDown += (_, _) => level.Change(true);
        _button.ButtonUp += (_, _) => level.Change(false);
        level.Tell(() => controller.Read(pin) == PinValue.High);
    }

    /// <inheritdoc/>
    public void Dispose() => _button.Dispose();
}
