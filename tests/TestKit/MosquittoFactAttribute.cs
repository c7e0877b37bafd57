using Xunit;

namespace EdgeVision.TestKit;

/// <summary>A fact that needs Debian's mosquitto and its command-line clients, and says so when it is skipped without them.</summary>
public sealed class MosquittoFactAttribute : FactAttribute
{
    /// <summary>Skips the test where a program is absent.</summary>
    public MosquittoFactAttribute()
    {
        if (DebianProgram.Find("mosquitto") is null || DebianProgram.Find("mosquitto_sub") is null)
            Skip = "needs a real broker: sudo apt-get install --no-install-recommends mosquitto mosquitto-clients";
    }
}
