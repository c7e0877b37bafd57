namespace EdgeVision.EdgeAgent.Cli;

/// <summary>This program, started once more, failed.</summary>
internal sealed class OwnProcessException(string message) : Exception(message);
