using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Expanders;
using EdgeVision.EdgeAgent.Rules;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>The lines of a configuration, each with the rule it follows. One that cannot be had is requested again and again.</summary>
internal sealed partial class GpioOutput(IReadOnlyList<OutputOptions> outputs, OutputSurroundings surroundings) : IOutput
{
    private readonly ILogger _logger = surroundings.Logger;
    private ExpanderLines? _expanders;
    private GpioSink? _sink;

    public IReadOnlyList<string> Errors => _sink!.Errors;

    /// <summary>Takes every line, at its safe level from the first moment on.</summary>
    public void Secure()
    {
        NoteWhatIsHeld();
        var lines = new List<RuledOutput>();
        try
        {
            foreach (OutputOptions output in outputs)
            {
                RuleOptions rule = surroundings.Neighbours.FindRule(output.Rule)!;
                IReadOnlyList<string> cameras = rule.Cameras.Count > 0
                    ? rule.Cameras
                    : [.. surroundings.Neighbours.Cameras.Select(static camera => camera.Name)];
                lines.Add(new RuledOutput(output, cameras, LinesOf(output.Driver), Report, surroundings.FindInput(rule.When)));
            }

            _sink = new GpioSink(lines, surroundings.Time);
        }
        catch
        {
            lines.ForEach(static line => line.Dispose());
            throw;
        }
    }

    public IEventSink Start() => _sink!;

    public void MakeSafe() => _sink?.Stop();

    public void Release() => _sink?.Dispose();

    /// <summary>For <c>edgevision outputs safe</c>, which the unit runs after a crash.</summary>
    private void NoteWhatIsHeld()
    {
        if (string.IsNullOrEmpty(surroundings.RuntimeFolder))
            return;

        try
        {
            HeldLine.Note(surroundings.RuntimeFolder, outputs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotNoted(e.Message);
        }
    }

    private void Report(RuledOutput output, string? error)
    {
        if (error is null)
            LogOutput(output.Options.Name, output.Description, output.Options.Rule, output.Options.SafeLevel);
        else
            LogOutputRefuses(output.Options.Name, output.Description, error);
    }

    private IGpioLines LinesOf(OutputDriver driver)
    {
        if (surroundings.OpenGpio is { } open)
            return open();

        return driver switch
        {
            OutputDriver.Simulated => new SimulatedGpioLines(surroundings.Time, TellSimulated),
            OutputDriver.CharacterDevice => new CharacterDeviceGpioLines(),
            // One for all: lines of a chip share its registers, and chips of a bus its thread.
            _ => _expanders ??= new ExpanderLines(outputs.Select(static output => output.ToRequest()), LogForgotten),
        };
    }

    private void TellSimulated(SimulatedLevel level) => LogSimulated(level.Line, level.Active ? OutputLevel.Active : OutputLevel.Inactive);

    [LoggerMessage(3001, LogLevel.Information, "Output {Output} drives {Line} by rule {Rule}; its safe level is {Level}.")]
    private partial void LogOutput(string output, string line, string rule, OutputLevel level);

    [LoggerMessage(3005, LogLevel.Error, "Output {Output} ({Line}) cannot be driven; trying again until it can. {Reason}")]
    private partial void LogOutputRefuses(string output, string line, string reason);

    [LoggerMessage(
        3008, LogLevel.Warning,
        "Which lines are held cannot be noted; should the daemon be killed, the configuration's file as it is then says which to make safe. {Reason}")]
    private partial void LogNotNoted(string reason);

    [LoggerMessage(3021, LogLevel.Warning, "{Words}")]
    private partial void LogForgotten(string words);

    [LoggerMessage(3006, LogLevel.Information, "{Line} would be {Level}.")]
    private partial void LogSimulated(string line, OutputLevel level);
}
