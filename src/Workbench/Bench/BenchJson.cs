using System.Text.Json;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary>Results as JSON: one object for each engine, then one for each step of the managed one.</summary>
internal static class BenchJson
{
    /// <summary>Prints all of one comparison.</summary>
    public static void Print(MachineDescription machine, ComparisonResult comparison)
    {
        foreach (EngineResult result in comparison.Engines)
            JsonLines.Write(line => WriteEngine(line, machine, comparison, result));
        for (int step = 0; step < comparison.Steps.Count; step++)
            JsonLines.Write(line => WriteStep(line, comparison, step));
    }

    /// <summary>Adds the members of an engine's object.</summary>
    public static void WriteEngine(Utf8JsonWriter line, MachineDescription machine, ComparisonResult comparison, EngineResult result)
    {
        line.WriteString("kind", "engine");
        WriteComparison(line, comparison);
        line.WriteString("engine", EngineNames.Of(result.Engine));
        line.WriteNumber("runs", comparison.Runs);
        line.WriteNumber("minimumMs", Math.Round(result.Times.Minimum.TotalMilliseconds, 4));
        line.WriteNumber("medianMs", Math.Round(result.Times.Median.TotalMilliseconds, 4));
        line.WriteNumber("p95Ms", Math.Round(result.Times.Percentile95.TotalMilliseconds, 4));
        line.WriteNumber("speedAgainstLast", Math.Round(comparison.SpeedAgainstLast(result), 4));
        WriteNumber(line, "multiplyAdds", comparison.MultiplyAdds);
        WriteNumber(line, "gigaMultiplyAddsPerSecond", comparison.Rate(result), 2);
        line.WriteNumber("peakGigaMultiplyAddsPerSecond", Math.Round(comparison.Peak, 2));
        WriteNumber(line, "peakFraction", comparison.PeakFraction(result), 4);
        line.WriteNumber("loadMs", Math.Round(result.Load.TotalMilliseconds, 3));
        result.Fresh?.Write(line);
        WriteNumber(line, "arenaBytes", result.ArenaBytes);
        line.WriteString("processor", machine.Processor);
        line.WriteNumber("processors", machine.Processors);
        line.WriteString("runtime", machine.Runtime);
    }

    /// <summary>Adds the members of a step's object.</summary>
    /// <param name="index">Which in the order they run, from 0.</param>
    public static void WriteStep(Utf8JsonWriter line, ComparisonResult comparison, int index)
    {
        StepProfile step = comparison.Steps[index];
        line.WriteString("kind", "step");
        WriteComparison(line, comparison);
        line.WriteNumber("step", index);
        line.WriteString("node", step.Node);
        line.WriteString("operator", step.Operator);
        line.WriteString("output", step.Output);
        line.WriteString("kernels", step.Kernels);
        line.WriteNumber("minimumUs", Math.Round(step.Minimum.TotalMicroseconds, 2));
        line.WriteNumber("medianUs", Math.Round(step.Median.TotalMicroseconds, 2));
        line.WriteNumber("share", Math.Round(comparison.ShareOf(step), 5));
        line.WriteNumber("multiplyAdds", step.MultiplyAdds);
        line.WriteNumber("gigaMultiplyAddsPerSecond", Math.Round(step.GigaMultiplyAddsPerSecond, 2));
        line.WriteNumber("peakFraction", Math.Round(step.GigaMultiplyAddsPerSecond / comparison.Peak, 4));
    }

    private static void WriteComparison(Utf8JsonWriter line, ComparisonResult comparison)
    {
        line.WriteString("model", comparison.Model.Path);
        line.WriteNumber("threads", comparison.Threads);
    }

    private static void WriteNumber(Utf8JsonWriter line, string name, double? value, int digits)
    {
        if (value is { } number)
            line.WriteNumber(name, Math.Round(number, digits));
        else
            line.WriteNull(name);
    }

    private static void WriteNumber(Utf8JsonWriter line, string name, long? value)
    {
        if (value is { } number)
            line.WriteNumber(name, number);
        else
            line.WriteNull(name);
    }
}
