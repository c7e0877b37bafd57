using System.Text.Json;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>What the daemon of a trial noted of itself, from the first frame that counts to the last.</summary>
/// <param name="Frames">Each frame that was published, in order.</param>
/// <param name="Dropped">Frames that were inferred and whose message was not taken.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Used">What the whole process used meanwhile.</param>
/// <param name="NetworkProcessor">Processor time of the network's runs, out of <see cref="ProcessUse.Processor"/>.</param>
internal sealed record TrialLog(IReadOnlyList<FrameTimes> Frames, long Dropped, TimeSpan Elapsed, ProcessUse Used, TimeSpan NetworkProcessor)
{
    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="KeyNotFoundException">A number is missing.</exception>
    public static TrialLog Read(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        return new TrialLog(
            [.. root.GetProperty("frames").EnumerateArray()
                .Select(static frame => new FrameTimes(frame[0].GetInt64(), Time(frame[1]), Time(frame[2]), Time(frame[3])))],
            root.GetProperty("dropped").GetInt64(),
            Time(root.GetProperty("elapsed")),
            new ProcessUse(Time(root.GetProperty("processor")), root.GetProperty("allocated").GetInt64(), Count(root.GetProperty("storage")),
                Count(root.GetProperty("written"))),
            Time(root.GetProperty("networkProcessor")));
    }

    /// <summary>Adds this to an object; times in units of 100 ns.</summary>
    public void Write(Utf8JsonWriter line)
    {
        line.WriteNumber("dropped", Dropped);
        line.WriteNumber("elapsed", Elapsed.Ticks);
        line.WriteNumber("processor", Used.Processor.Ticks);
        line.WriteNumber("networkProcessor", NetworkProcessor.Ticks);
        line.WriteNumber("allocated", Used.AllocatedBytes);
        WriteCount(line, "storage", Used.StorageBytes);
        WriteCount(line, "written", Used.WrittenBytes);
        line.WriteStartArray("frames");
        foreach (FrameTimes frame in Frames)
        {
            line.WriteStartArray();
            line.WriteNumberValue(frame.Sequence);
            line.WriteNumberValue(frame.CapturedAt.Ticks);
            line.WriteNumberValue(frame.HandedOverAt.Ticks);
            line.WriteNumberValue(frame.Network.Ticks);
            line.WriteEndArray();
        }

        line.WriteEndArray();
    }

    private static TimeSpan Time(JsonElement ticks) => TimeSpan.FromTicks(ticks.GetInt64());

    private static long? Count(JsonElement number) => number.ValueKind == JsonValueKind.Null ? null : number.GetInt64();

    private static void WriteCount(Utf8JsonWriter line, string name, long? count)
    {
        if (count is { } number)
            line.WriteNumber(name, number);
        else
            line.WriteNull(name);
    }
}
