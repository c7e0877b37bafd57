namespace EdgeVision.EdgeAgent.Cli;

/// <summary>A file is there and cannot be read, or its name cannot be used. The message is one sentence that names it.</summary>
internal sealed class UnreadableFileException(string file, string reason) : Exception($"{file}: {reason}");
