namespace EdgeVision.EdgeAgent.Cli.Bench;

/// <summary>A process that was to measure an engine failed.</summary>
internal sealed class FreshProcessException(string message) : Exception(message);
