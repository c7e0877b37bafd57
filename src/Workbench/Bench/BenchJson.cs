using System.Text.Json;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary>Results as JSON: one object for each engine, then one for each step of the managed one.</summary>
internal static class BenchJson
{
    /// <summary>Prints all of one contest.</summary>
    public static void Print(MachineDescription machine, ContestResult contest)
    {
        foreach (EngineResult result in contest.Engines)
            JsonLines.Write(line => WriteEngine(line, machine, contest, result));
        for (int step = 0; step < contest.Steps.Count; step++)
            JsonLines.Write(line => WriteStep(line, contest, step));
    }

    /// <summary>Adds the members of an engine's object.</summary>
    public static void WriteEngine(Utf8JsonWriter line, MachineDescription machine, ContestResult contest, EngineResult result)
    {
        line.WriteString("kind", "engine");
        WriteContest(line, contest);
        line.WriteString("engine", EngineNames.Of(result.Engine));
        line.WriteNumber("runs", contest.Runs);
        line.WriteNumber("minimumMs", Math.Round(result.Times.Minimum.TotalMilliseconds, 4));
        line.WriteNumber("medianMs", Math.Round(result.Times.Median.TotalMilliseconds, 4));
        line.WriteNumber("p95Ms", Math.Round(result.Times.Percentile95.TotalMilliseconds, 4));
        line.WriteNumber("speedAgainstLast", Math.Round(contest.SpeedAgainstLast(result), 4));
        WriteNumber(line, "multiplyAdds", contest.MultiplyAdds);
        WriteNumber(line, "gigaMultiplyAddsPerSecond", contest.Rate(result), 2);
        line.WriteNumber("peakGigaMultiplyAddsPerSecond", Math.Round(contest.Peak, 2));
        WriteNumber(line, "peakFraction", contest.PeakFraction(result), 4);
        line.WriteNumber("loadMs", Math.Round(result.Load.TotalMilliseconds, 3));
        result.Fresh?.Write(line);
        WriteNumber(line, "arenaBytes", result.ArenaBytes);
        line.WriteString("processor", machine.Processor);
        line.WriteNumber("processors", machine.Processors);
        line.WriteString("runtime", machine.Runtime);
    }

    /// <summary>Adds the members of a step's object.</summary>
    /// <param name="index">Which in the order they run, from 0.</param>
    public static void WriteStep(Utf8JsonWriter line, ContestResult contest, int index)
    {
        StepProfile step = contest.Steps[index];
        line.WriteString("kind", "step");
        WriteContest(line, contest);
        line.WriteNumber("step", index);
        line.WriteString("node", step.Node);
        line.WriteString("operator", step.Operator);
        line.WriteString("output", step.Output);
        line.WriteString("kernels", step.Kernels);
        line.WriteNumber("minimumUs", Math.Round(step.Minimum.TotalMicroseconds, 2));
        line.WriteNumber("medianUs", Math.Round(step.Median.TotalMicroseconds, 2));
        line.WriteNumber("share", Math.Round(contest.ShareOf(step), 5));
        line.WriteNumber("multiplyAdds", step.MultiplyAdds);
        line.WriteNumber("gigaMultiplyAddsPerSecond", Math.Round(step.GigaMultiplyAddsPerSecond, 2));
        line.WriteNumber("peakFraction", Math.Round(step.GigaMultiplyAddsPerSecond / contest.Peak, 4));
    }

    private static void WriteContest(Utf8JsonWriter line, ContestResult contest)
    {
        line.WriteString("model", contest.Model.Path);
        line.WriteNumber("threads", contest.Threads);
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
