namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>One line held as an input. Disposing ends what follows it and releases it.</summary>
internal interface IGpioInput : IDisposable
{
    /// <summary>What a person calls this line, for example <c>pinctrl-rp1 line 17 (GPIO17)</c>.</summary>
    string Description { get; }

    /// <summary>Whether the line is active now; active-low and debounce are already taken into account.</summary>
    /// <exception cref="GpioException">The chip is gone or refuses.</exception>
    bool Read();

    /// <summary>Tells the level now, on this thread, and each change of it from then on, on a thread of its own. Once a line, requested with edges.</summary>
    /// <param name="changed">Takes whether the line is active.</param>
    /// <param name="failed">The line cannot be followed any more, and why: mostly a <see cref="GpioException"/>. Nothing comes after it.</param>
    /// <exception cref="GpioException">The chip is gone or refuses.</exception>
    void Follow(Action<bool> changed, Action<Exception> failed);
}
