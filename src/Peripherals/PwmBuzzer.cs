using System.Device.Pwm;
using Iot.Device.Buzzer;

namespace EdgeVision.Peripherals;

/// <summary>A passive buzzer on a PWM channel, silent from the start.</summary>
public sealed class PwmBuzzer : IBuzzer
{
    private readonly Buzzer _buzzer;

    private PwmBuzzer(Buzzer buzzer) => _buzzer = buzzer;

    /// <summary>On a channel of the running Linux (/sys/class/pwm).</summary>
    /// <exception cref="Exception">There is no such channel, or it may not be used; the message says which.</exception>
    public static PwmBuzzer Open(int chip, int channel)
    {
        string path = $"/sys/class/pwm/pwmchip{chip}";
        if (!Directory.Exists(path))
            throw new IOException($"there is no {path}; the board's PWM may have to be switched on in its configuration.");
        return On(PwmChannel.Create(chip, channel));
    }

    /// <summary>On a channel, which it owns from now on. One that a killed process left sounding is silenced.</summary>
    public static PwmBuzzer On(PwmChannel channel)
    {
        try
        {
            channel.Stop();
        }
        catch
        {
            channel.Dispose();
            throw;
        }

        return new PwmBuzzer(new Buzzer(channel));
    }

    /// <inheritdoc/>
    public void Sound(double frequency) => _buzzer.StartPlaying(frequency);

    /// <inheritdoc/>
    public void Silence() => _buzzer.StopPlaying();

    /// <inheritdoc/>
    public void Dispose() => _buzzer.Dispose();
}
