using System.Text.Json;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>A trial as the members of a JSON object.</summary>
internal static class PipelineJson
{
    public static void Write(Utf8JsonWriter line, MachineDescription machine, TrialResult result)
    {
        line.WriteString("kind", "pipeline");
        line.WriteNumber("fps", result.Trial.FramesPerSecond);
        line.WriteString("work", PipelineTable.Word(result.Trial.Work));
        line.WriteNumber("frames", result.Log.Frames.Count);
        line.WriteNumber("dropped", result.Log.Dropped);
        line.WriteNumber("seconds", Math.Round(result.Log.Elapsed.TotalSeconds, 3));
        WriteTimes(line, "published", result.Published);
        WriteTimes(line, "received", result.Received);
        WriteNumber(line, "allocatedBytes", result.Log.Used.AllocatedBytes);
        WriteNumber(line, "allocatedBytesPerFrame", Math.Round(result.AllocatedBytesPerFrame, 1));
        WriteNumber(line, "storageBytes", result.Log.Used.StorageBytes);
        WriteNumber(line, "storageBytesPerHour", result.StorageBytesPerHour is { } storage ? Math.Round(storage) : null);
        WriteNumber(line, "writtenBytes", result.Log.Used.WrittenBytes);
        WriteNumber(line, "processorShare", Math.Round(result.ProcessorShare, 4));
        WriteNumber(line, "ownProcessorShare", Math.Round(result.OwnProcessorShare, 4));
        line.WriteString("processor", machine.Processor);
        line.WriteNumber("processors", machine.Processors);
        line.WriteString("runtime", machine.Runtime);
    }

    private static void WriteTimes(Utf8JsonWriter line, string name, RunTimes? times)
    {
        WriteNumber(line, $"{name}P50Ms", Milliseconds(times?.Median));
        WriteNumber(line, $"{name}P95Ms", Milliseconds(times?.Percentile95));
        WriteNumber(line, $"{name}MaximumMs", Milliseconds(times?.Maximum));
    }

    private static double? Milliseconds(TimeSpan? time) => time is { } value ? Math.Round(value.TotalMilliseconds, 4) : null;

    private static void WriteNumber(Utf8JsonWriter line, string name, double? value)
    {
        if (value is { } number)
            line.WriteNumber(name, number);
        else
            line.WriteNull(name);
    }
}
