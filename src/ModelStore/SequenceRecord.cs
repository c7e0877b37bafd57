namespace EdgeVision.ModelStore;

/// <summary>How far a board has come with a model.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Highest">The highest sequence of it that ever became good.</param>
public sealed record SequenceRecord(string Name, long Highest);
