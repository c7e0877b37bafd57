namespace EdgeVision.Workbench.Demo;

/// <summary>How the demo went.</summary>
/// <param name="Frames">Frames that went through the whole pipeline.</param>
/// <param name="FramesPerSecond">From the first to the last of them.</param>
/// <param name="LatencyMedian">From a frame's capture until its rules were done.</param>
/// <param name="LatencyPercentile95">The same, for 19 of 20 frames.</param>
/// <param name="Events">Starts and ends of rules.</param>
/// <param name="OutputSwitches">Changes of the simulated line.</param>
/// <param name="Messages">MQTT messages the subscriber received back.</param>
/// <param name="DetectionMessages">Those of them with a frame's detections.</param>
internal sealed record DemoSummary(
    int Frames, double FramesPerSecond, TimeSpan LatencyMedian, TimeSpan LatencyPercentile95, int Events, int OutputSwitches, int Messages,
    int DetectionMessages);
