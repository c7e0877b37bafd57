using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Expanders;
using EdgeVision.EdgeAgent.Inputs;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Rules;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The outputs of a configuration: which line, and whose rule it follows.</summary>
/// <param name="inputs">What rules wait for.</param>
internal sealed partial class ConfiguredOutputs(EdgeVisionOptions options, EdgeVisionSeams seams, InputSet inputs, ILogger logger)
{
    private ExpanderLines? _expanders;

    /// <summary>Takes every line, at its safe level from the first moment on. One that cannot be had is requested again and again.</summary>
    public GpioSink Take()
    {
        NoteWhatIsHeld();
        var outputs = new List<RuledOutput>();
        try
        {
            foreach (OutputOptions output in options.Outputs)
            {
                RuleOptions rule = options.Rules.First(rule => rule.Name == output.Rule);
                IReadOnlyList<string> cameras = rule.Cameras.Count > 0 ? rule.Cameras : [.. options.Cameras.Select(camera => camera.Name)];
                outputs.Add(new RuledOutput(output, cameras, LinesOf(output.Driver), Report, inputs.Find(rule.When)));
            }

            return new GpioSink(outputs, seams.Time);
        }
        catch
        {
            outputs.ForEach(output => output.Dispose());
            throw;
        }
    }

    /// <summary>For <c>edgevision outputs safe</c>, which the unit runs after a crash.</summary>
    private void NoteWhatIsHeld()
    {
        if (string.IsNullOrEmpty(seams.RuntimeFolder))
            return;

        try
        {
            HeldLine.Note(seams.RuntimeFolder, options.Outputs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotNoted(e.Message);
        }
    }

    private void Report(RuledOutput output, string? trouble)
    {
        if (trouble is null)
            LogOutput(output.Options.Name, output.Description, output.Options.Rule, output.Options.SafeLevel);
        else
            LogOutputRefuses(output.Options.Name, output.Description, trouble);
    }

    private IGpioLines LinesOf(OutputDriver driver)
    {
        if (seams.OpenGpio is not null)
            return seams.OpenGpio(driver);

        return driver switch
        {
            OutputDriver.Simulated => new SimulatedGpioLines(seams.Time, level => LogSimulated(level.Line, level.Active ? OutputLevel.Active : OutputLevel.Inactive)),
            OutputDriver.CharacterDevice => new CharacterDeviceGpioLines(),
            // One for all: lines of a chip share its registers, and chips of a bus its thread.
            _ => _expanders ??= new ExpanderLines(options.Outputs.Select(output => output.ToRequest()), LogForgotten),
        };
    }

    [LoggerMessage(3001, LogLevel.Information, "Output {Output} drives {Line} by rule {Rule}; its safe level is {Level}.")]
    private partial void LogOutput(string output, string line, string rule, OutputLevel level);

    [LoggerMessage(3005, LogLevel.Error, "Output {Output} ({Line}) cannot be driven; trying again until it can. {Reason}")]
    private partial void LogOutputRefuses(string output, string line, string reason);

    [LoggerMessage(3008, LogLevel.Warning, "Which lines are held cannot be noted; should the daemon be killed, the configuration's file as it is then says which to make safe. {Reason}")]
    private partial void LogNotNoted(string reason);

    [LoggerMessage(3021, LogLevel.Warning, "{Words}")]
    private partial void LogForgotten(string words);

    [LoggerMessage(3006, LogLevel.Information, "{Line} would be {Level}.")]
    private partial void LogSimulated(string line, OutputLevel level);
}
