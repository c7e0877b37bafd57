using System.Text;
using System.Text.Json;
using EdgeVision.Workbench.Bench.Daemon;

namespace EdgeVision.Workbench.Tests.Bench.Daemon;

public sealed class TrialLogTests
{
    [Fact]
    public void ReadsWhatItWrote()
    {
        TrialLog read = WriteAndRead(Trials.Log);

        Assert.Equal(Trials.Log.Frames, read.Frames);
        Assert.Equal(Trials.Log with { Frames = [] }, read with { Frames = [] });
    }

    [Fact]
    public void KeepsThatTheKernelDoesNotCount()
    {
        ProcessUse used = WriteAndRead(Trials.Log with { Used = new ProcessUse(TimeSpan.Zero, 1, null, null) }).Used;

        Assert.Equal(new ProcessUse(TimeSpan.Zero, 1, null, null), used);
    }

    private static TrialLog WriteAndRead(TrialLog log)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            log.Write(json);
            json.WriteEndObject();
        }

        return TrialLog.Read(Encoding.UTF8.GetString(text.ToArray()));
    }
}
