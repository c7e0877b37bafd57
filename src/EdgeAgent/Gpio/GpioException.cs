namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>A GPIO line cannot be had or driven; the message names the chip, the line, the reason and the way out.</summary>
internal sealed class GpioException(string message) : Exception(message)
{
    /// <summary>Whether a line that was held is gone for good, so that only another request brings it back.</summary>
    public bool IsLineLost { get; init; }

    /// <summary>A line's chip is gone.</summary>
    /// <param name="line">What a person calls the line.</param>
    public static GpioException LineLost(string line) => new($"{line} is gone: its chip has been unplugged or its driver removed.") { IsLineLost = true };
}
