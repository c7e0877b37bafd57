using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Inputs;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The inputs of a configuration.</summary>
internal sealed partial class ConfiguredInputs(EdgeVisionOptions options, EdgeVisionSeams seams, ILogger logger)
{
    /// <summary>Makes them; no line is taken before <see cref="InputSet.Start"/>.</summary>
    public InputSet Make() => new(options.Inputs.Select(input => new WatchedInput(input, Open, seams.Time, Report)), seams.Time);

    private IInputDevice Open(InputOptions input, Action<bool> changed, Action<Exception> failed)
    {
        IGpioInputLines lines = seams.OpenInputs?.Invoke(input.Driver)
            ?? (input.Driver == InputDriver.Simulated ? new SimulatedGpioInputs() : new CharacterDeviceGpioLines());
        return InputDevices.Open(input, lines, changed, failed);
    }

    private void Report(WatchedInput input, string? error)
    {
        if (error is null)
            LogInput(input.Name, input.Description);
        else
            LogInputRefuses(input.Name, error);
    }

    [LoggerMessage(3040, LogLevel.Information, "Input {Input} listens to {Line}.")]
    private partial void LogInput(string input, string line);

    [LoggerMessage(3041, LogLevel.Error, "Input {Input} cannot be listened to; trying again until it can, and what waits for it waits. {Reason}")]
    private partial void LogInputRefuses(string input, string reason);
}
