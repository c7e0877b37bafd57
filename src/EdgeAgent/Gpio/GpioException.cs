namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>A GPIO line cannot be had or driven; the message names the chip, the line, the reason and the way out.</summary>
internal sealed class GpioException(string message) : Exception(message);
