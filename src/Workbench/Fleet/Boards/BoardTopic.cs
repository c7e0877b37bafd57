namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>What a topic of a board says.</summary>
internal enum BoardTopic
{
    /// <summary>Whether it is there.</summary>
    Status,

    /// <summary>Which model it runs, and what becomes of the next one.</summary>
    State,

    /// <summary>Which model it is to run.</summary>
    Desired,
}
