using System.Globalization;

namespace EdgeVision.Workbench.Demo;

/// <summary>One line for each thing that happens: text, or JSON.</summary>
internal sealed class LineScreen(bool json) : IDemoScreen
{
    private const int MaxTextLength = 120;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    public async Task ShowAsync(DemoRecorder recorder, Task run)
    {
        while (!run.IsCompleted)
        {
            Print(recorder.Drain());
            await Task.WhenAny(run, Task.Delay(s_interval));
        }

        Print(recorder.Drain());
    }

    public void Conclude(DemoSummary summary)
    {
        if (!json)
        {
            Console.WriteLine(Words(summary));
            return;
        }

        JsonLines.Write(line =>
        {
            line.WriteString("kind", "summary");
            line.WriteNumber("frames", summary.Frames);
            line.WriteNumber("fps", Math.Round(summary.FramesPerSecond, 2));
            line.WriteNumber("latencyP50Ms", Math.Round(summary.LatencyMedian.TotalMilliseconds, 3));
            line.WriteNumber("latencyP95Ms", Math.Round(summary.LatencyPercentile95.TotalMilliseconds, 3));
            line.WriteNumber("events", summary.Events);
            line.WriteNumber("outputSwitches", summary.OutputSwitches);
            line.WriteNumber("messages", summary.Messages);
            line.WriteNumber("detectionMessages", summary.DetectionMessages);
        });
    }

    /// <summary>How it went, in a sentence.</summary>
    public static string Words(DemoSummary summary) => string.Create(
        CultureInfo.InvariantCulture,
        $"{summary.Frames} frames at {summary.FramesPerSecond:0.0} fps, "
        + $"latency p50 {summary.LatencyMedian.TotalMilliseconds:0.0} ms, p95 {summary.LatencyPercentile95.TotalMilliseconds:0.0} ms; "
        + $"{summary.Events} events, {summary.OutputSwitches} output switches, "
        + $"{summary.Messages} MQTT messages received back ({summary.DetectionMessages} of frames).");

    // Whole payloads are for programs, which ask for JSON.
    private static string Shorten(string text) => text.Length <= MaxTextLength ? text : string.Concat(text.AsSpan(0, MaxTextLength - 1), "…");

    private void Print(IReadOnlyList<DemoLine> lines)
    {
        foreach (DemoLine happened in lines)
        {
            if (!json)
            {
                string at = happened.At.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
                StandardOutput.WriteLine($"{at,5} s  {happened.Kind,-6}  {happened.Subject}: {Shorten(PayloadExcerpt.Of(happened.Text))}");
                continue;
            }

            JsonLines.Write(line =>
            {
                line.WriteNumber("atS", Math.Round(happened.At.TotalSeconds, 3));
                line.WriteString("kind", happened.Kind);
                line.WriteString("subject", happened.Subject);
                line.WriteString("text", happened.Text);
            });
        }
    }
}
