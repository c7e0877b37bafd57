namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>A level that a simulated line took, at the time by the clock of its <see cref="SimulatedGpioLines"/>.</summary>
internal readonly record struct SimulatedLevel(DateTimeOffset At, string Line, bool Active);
