namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>One line held as an output. Disposing releases it at whatever level it then has.</summary>
internal interface IGpioOutput : IDisposable
{
    /// <summary>What a person calls this line, for example <c>pinctrl-rp1 line 17 (GPIO17)</c>.</summary>
    string Description { get; }

    /// <summary>Drives the line active or inactive; active-low is already taken into account.</summary>
    /// <exception cref="GpioException">The chip is gone or refuses.</exception>
    void Set(bool active);
}
