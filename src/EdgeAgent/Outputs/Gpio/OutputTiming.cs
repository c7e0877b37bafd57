namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>How an output may behave.</summary>
/// <param name="MinimumOn">Once active, it stays so at least this long, unless it has to go safe.</param>
/// <param name="MinimumOff">Once inactive, it stays so at least this long, unless it has to go safe.</param>
/// <param name="StaleAfter">Without an inference for this long it goes safe; <see langword="null"/>: never for that reason.</param>
/// <param name="SafeActive">The safe level: active or inactive.</param>
internal sealed record OutputTiming(TimeSpan MinimumOn, TimeSpan MinimumOff, TimeSpan? StaleAfter, bool SafeActive);
