namespace EdgeVision.Camera.Pipe;

/// <summary>The child process failed; another start may succeed. Never leaves the source.</summary>
internal sealed class PipeException(string message) : Exception(message);
