namespace EdgeVision.Peripherals;

/// <summary>Something that can sound one tone. Not thread-safe; whatever is wrong with its channel is thrown by every member.</summary>
public interface IBuzzer : IDisposable
{
    /// <summary>Sounds until it is silenced.</summary>
    /// <param name="frequency">In hertz.</param>
    void Sound(double frequency);

    /// <summary>Is silent from now on.</summary>
    void Silence();
}
