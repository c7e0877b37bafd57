namespace EdgeVision.EdgeAgent.Outputs.Display;

/// <summary>What a display has to show.</summary>
internal sealed record DisplayState
{
    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>The address other machines reach it at; <see langword="null"/>: no network.</summary>
    public string? Address { get; init; }

    /// <summary>Cameras that give frames.</summary>
    public int CamerasOnline { get; init; }

    /// <summary>Cameras that are configured.</summary>
    public int Cameras { get; init; }

    /// <summary>Whether the broker has accepted us; <see langword="null"/>: none is configured.</summary>
    public bool? IsMqttConnected { get; init; }

    /// <summary>What is seen now, in the words to show, what there is most of first.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>Whether the daemon has been told to end.</summary>
    public bool IsStopped { get; init; }
}
