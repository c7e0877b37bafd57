using EdgeVision.EdgeAgent.Gpio;

namespace EdgeVision.EdgeAgent.Inputs;

/// <summary>A line that is listened to as it is.</summary>
internal sealed class LineDevice : IInputDevice
{
    private readonly IGpioInput _line;

    /// <inheritdoc cref="InputOpening"/>
    public LineDevice(InputOptions options, IGpioInputLines lines, Action<bool> changed, Action<Exception> failed)
    {
        _line = lines.RequestInput(
            new GpioInputRequest(options.Chip, options.Line ?? options.Name, options.ActiveLow, options.Bias, options.Debounce, WithEdges: true, "edgevision"));
        try
        {
            _line.Follow(changed, failed);
        }
        catch
        {
            _line.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Description => _line.Description;

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();
}
