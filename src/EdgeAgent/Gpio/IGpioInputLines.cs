namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>Lends GPIO lines to listen to.</summary>
internal interface IGpioInputLines
{
    /// <summary>Takes a line as an input.</summary>
    /// <exception cref="GpioException">No such chip or line, held by another process, no permission, or a chip that cannot tell changes; the message
    /// says which and what to do.</exception>
    IGpioInput RequestInput(GpioInputRequest request);
}
