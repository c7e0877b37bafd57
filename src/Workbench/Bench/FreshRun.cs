using System.Text.Json;

namespace EdgeVision.Workbench.Bench;

/// <summary>What an engine costs in a process that does nothing else.</summary>
/// <param name="Ready">From the file to the end of the first inference; compiling the engine is part of it, starting the process is not.</param>
/// <param name="ResidentBytes">Memory of the whole process after <see cref="FreshCommand.Runs"/> runs (VmRSS).</param>
/// <param name="PeakResidentBytes">The most it ever was (VmHWM).</param>
/// <param name="BareResidentBytes">What the process had before it opened the model: .NET and the command line.</param>
internal sealed record FreshRun(TimeSpan Ready, long ResidentBytes, long PeakResidentBytes, long BareResidentBytes)
{
    /// <summary>The middle of several processes, each number for itself.</summary>
    public static FreshRun MedianOf(IReadOnlyList<FreshRun> runs) => new(
        Median(runs, static run => run.Ready),
        Median(runs, static run => run.ResidentBytes),
        Median(runs, static run => run.PeakResidentBytes),
        Median(runs, static run => run.BareResidentBytes));

    /// <summary>Adds this to an object.</summary>
    public void Write(Utf8JsonWriter line)
    {
        line.WriteNumber("readyMs", Math.Round(Ready.TotalMilliseconds, 3));
        line.WriteNumber("residentBytes", ResidentBytes);
        line.WriteNumber("peakResidentBytes", PeakResidentBytes);
        line.WriteNumber("bareResidentBytes", BareResidentBytes);
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="KeyNotFoundException">A number is missing.</exception>
    public static FreshRun Read(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        return new FreshRun(
            TimeSpan.FromMilliseconds(root.GetProperty("readyMs").GetDouble()),
            root.GetProperty("residentBytes").GetInt64(),
            root.GetProperty("peakResidentBytes").GetInt64(),
            root.GetProperty("bareResidentBytes").GetInt64());
    }

    private static T Median<T>(IReadOnlyList<FreshRun> runs, Func<FreshRun, T> number) => runs.Select(number).Order().ElementAt(runs.Count / 2);
}
