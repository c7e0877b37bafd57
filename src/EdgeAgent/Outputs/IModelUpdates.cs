namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>Models that come and go while the box runs, as far as a broker may say something of them, and hears of them. Thread-safe.</summary>
internal interface IModelUpdates
{
    /// <summary>Takes what the broker says for a group, or for the box alone where that is <see langword="null"/>. Does not wait.</summary>
    void Say(string? group, ReadOnlySpan<byte> message);

    /// <summary>What runs and what is on its way, as a message.</summary>
    byte[] State();

    /// <summary><see cref="State"/> is another. On any thread; must not wait.</summary>
    event Action? StateChanged;
}
