using EdgeVision.Peripherals;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs.Buzzer;

/// <summary>The buzzer of a configuration.</summary>
internal sealed partial class BuzzerOutput(BuzzerOptions buzzer, ILogger logger) : IOutput
{
    private static readonly TimeSpan s_beep = TimeSpan.FromMilliseconds(100);

    private BuzzerSink? _sink;

    public IEventSink Start() => _sink = new BuzzerSink(buzzer, () => PwmBuzzer.Open(buzzer.Chip, buzzer.Channel), s_beep, Report);

    public void MakeSafe() => _sink?.BeginToEnd();

    public void Release() => _sink?.Dispose();

    private void Report(string? error)
    {
        if (error is null)
            LogSounds(buzzer.Chip, buzzer.Channel);
        else
            LogFails(buzzer.Chip, buzzer.Channel, error);
    }

    [LoggerMessage(
        3024, LogLevel.Warning,
        "The buzzer (PWM chip {Chip} channel {Channel}) cannot sound; trying again with every signal, and everything else goes on. {Reason}")]
    private partial void LogFails(int chip, int channel, string reason);

    [LoggerMessage(3025, LogLevel.Information, "The buzzer (PWM chip {Chip} channel {Channel}) can sound again.")]
    private partial void LogSounds(int chip, int channel);
}
