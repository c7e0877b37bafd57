namespace EdgeVision.ModelStore;

/// <summary><c>journal.json</c>. What a newer version wrote beside it is skipped, so that a board can go back to an older one.</summary>
internal sealed record JournalDocument(string Schema, UpdateJournal Journal)
{
    public const string Written = "edgevision.model-journal/1";
}
