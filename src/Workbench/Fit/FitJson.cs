using System.Text.Json;

namespace EdgeVision.Workbench.Fit;

/// <summary>The report as JSON: one object a member, then the answer.</summary>
internal static class FitJson
{
    /// <summary>Prints all of it.</summary>
    public static void Print(FitReport report)
    {
        foreach (MeasuredMember member in report.Members)
            JsonLines.Write(line => WriteMember(line, report, member));
        JsonLines.Write(line => WriteAnswer(line, report));
    }

    /// <summary>Adds the members of a network's object.</summary>
    public static void WriteMember(Utf8JsonWriter line, FitReport report, MeasuredMember member)
    {
        line.WriteString("kind", "member");
        line.WriteString("network", member.Published.Family);
        line.WriteNumber("alpha", member.Published.Alpha);
        line.WriteNumber("resolution", member.Published.Resolution);
        line.WriteString("measure", report.Task.Measure);
        line.WriteNumber("publishedPercent", member.Published.Percent);
        line.WriteString("publishedIn", member.Published.Source);
        line.WriteNumber("multiplyAdds", member.MultiplyAdds);
        line.WriteNumber("parameters", member.Parameters);
        line.WriteNumber("threads", report.Threads);
        line.WriteNumber("runs", member.Times.Sorted.Count);
        line.WriteNumber("medianMs", Math.Round(member.Times.Median.TotalMilliseconds, 4));
        line.WriteNumber("p95Ms", Math.Round(member.Times.Percentile95.TotalMilliseconds, 4));
        line.WriteNumber("fps", Math.Round(member.FramesPerSecond, 2));
        line.WriteNumber("bytes", member.Bytes);
        line.WriteNumber("arenaBytes", member.ArenaBytes);
        line.WriteBoolean("paretoFront", report.Front.Contains(member));
        line.WriteBoolean("fits", FitChoice.Fits(member, report.Limits));
    }

    /// <summary>Adds the members of the answer's object.</summary>
    public static void WriteAnswer(Utf8JsonWriter line, FitReport report)
    {
        line.WriteString("kind", "choice");
        line.WriteString("task", report.Task.Name);
        line.WriteNumber("fps", report.Limits.FramesPerSecond);
        if (report.Limits.Bytes is { } bytes)
            line.WriteNumber("bytes", bytes);
        else
            line.WriteNull("bytes");
        line.WriteString("best", report.Best?.Published.Design.Name);
        line.WriteString("answer", report.Answer);
        line.WriteString("processor", report.Machine.Processor);
        line.WriteNumber("processors", report.Machine.Processors);
        line.WriteString("runtime", report.Machine.Runtime);
    }
}
