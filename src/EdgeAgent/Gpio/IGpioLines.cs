namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>Lends GPIO lines.</summary>
internal interface IGpioLines
{
    /// <summary>Takes a line as an output. The line shows the request's initial level from the first moment on.</summary>
    /// <exception cref="GpioException">No such chip or line, held by another process, or no permission; the message says which and what to do.</exception>
    IGpioOutput RequestOutput(GpioOutputRequest request);
}
