namespace EdgeVision.EdgeAgent.Inputs;

/// <summary>Opens what an input's options describe.</summary>
/// <param name="changed">Told whether it is active: now, before this returns, and then each change, on a thread of the device's.</param>
/// <param name="failed">Told on any thread that nothing more will be told, and why.</param>
/// <exception cref="Gpio.GpioException">Its line cannot be had.</exception>
internal delegate IInputDevice InputOpening(InputOptions options, Action<bool> changed, Action<Exception> failed);
