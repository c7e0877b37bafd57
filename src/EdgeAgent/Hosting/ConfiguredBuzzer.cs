using System.Runtime.CompilerServices;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Outputs.Buzzer;
using EdgeVision.Peripherals;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The buzzer of a configuration. Only one that is configured loads the assembly of the peripherals.</summary>
internal sealed partial class ConfiguredBuzzer(EdgeVisionOptions options, ILogger logger)
{
    private static readonly TimeSpan s_beep = TimeSpan.FromMilliseconds(100);

    /// <summary>Silent, and ready to beep; <see langword="null"/>: there is no buzzer.</summary>
    public BuzzerSink? Open() => options.Buzzer is { } buzzer ? Open(buzzer) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private BuzzerSink Open(BuzzerOptions buzzer) => new(buzzer, () => PwmBuzzer.Open(buzzer.Chip, buzzer.Channel), s_beep, trouble =>
    {
        if (trouble is null)
            LogSounds(buzzer.Chip, buzzer.Channel);
        else
            LogFails(buzzer.Chip, buzzer.Channel, trouble);
    });

    [LoggerMessage(3024, LogLevel.Warning, "The buzzer (PWM chip {Chip} channel {Channel}) cannot sound; trying again with every signal, and everything else goes on. {Reason}")]
    private partial void LogFails(int chip, int channel, string reason);

    [LoggerMessage(3025, LogLevel.Information, "The buzzer (PWM chip {Chip} channel {Channel}) can sound again.")]
    private partial void LogSounds(int chip, int channel);
}
