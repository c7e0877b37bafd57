using System.Text.Json.Serialization;

namespace EdgeVision.ModelStore;

/// <summary>How far a model is on its way to be what a board runs.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<UpdateStep>))]
public enum UpdateStep
{
    /// <summary>It could not be fetched, and is tried again by itself. Look at the reason if that lasts.</summary>
    Waiting,

    /// <summary>It is being fetched. Nothing to do.</summary>
    Fetching,

    /// <summary>All of it is in the store, and nothing of it was believed so far. Nothing to do.</summary>
    Staged,

    /// <summary>It is whose it says it is, and fits the board's policy, room and memory. Nothing to do.</summary>
    Verified,

    /// <summary>It is open, and sees what it is to see; it runs beside the one in use. Nothing to do.</summary>
    Loaded,

    /// <summary>It is what the board runs, and the one before stays open until it proved itself. Nothing to do.</summary>
    Trial,

    /// <summary>An end: it is what the board runs, and what it falls back to. Nothing to do.</summary>
    Good,

    /// <summary>An end: it never ran on live frames; the board runs what it ran. The reason says what to do.</summary>
    Refused,

    /// <summary>An end: it ran on live frames, and the board runs the one before again. The reason says what to do.</summary>
    RolledBack,
}
