namespace EdgeVision.EdgeAgent.Cli;

/// <summary>Options, or a command and a model, that make no sense together, which a parser that sees one at a time cannot know.</summary>
internal sealed class UsageException(string message) : Exception(message);
