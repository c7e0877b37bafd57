namespace EdgeVision.EdgeAgent.Cli;

/// <summary>A file that a command was given is none of its kind, or is damaged; the message is a sentence that names the file.</summary>
public abstract class BadInputException(string message, Exception? innerException = null) : Exception(message, innerException);
