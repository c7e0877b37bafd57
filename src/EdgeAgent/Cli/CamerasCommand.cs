using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeVision.Camera;
using EdgeVision.Camera.V4L2;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary><c>edgevision cameras</c>: what is plugged in, and how a configuration names it.</summary>
internal static class CamerasCommand
{
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        Command command = new("cameras", "List the V4L2 cameras of this machine with their formats, sizes and rates.") { json };
        command.SetAction(result =>
        {
            IReadOnlyList<V4L2Device> cameras = V4L2Devices.List();
            foreach (V4L2Device camera in cameras)
            {
                if (result.GetValue(json))
                    JsonLines.Write(line => WriteJson(line, camera));
                else
                    Console.Write(Describe(camera));
            }

            if (cameras.Count == 0)
                StandardError.Say("no camera found: there is no /dev/video* node that captures. A Raspberry Pi or Jetson CSI camera is read through a pipe; "
                    + "docs/configuration.md shows how.");
        });
        return command.WithExamples(
            ("edgevision cameras", "what to write behind \"device\" in the configuration"),
            ("edgevision cameras --json", "one object a camera"));
    }

    /// <summary>A camera for people, in lines: those of its modes that EdgeVision reads, and the names of its other formats.</summary>
    internal static string Describe(V4L2Device camera)
    {
        StringBuilder text = new();
        // A camera's name is what its maker, or whoever built the stick, wrote into it.
        text.Append(Visible.Of($"{camera.StableLink ?? camera.Path}  {camera.Card}")).Append('\n');
        if (camera.StableLink is not null)
            text.Append(CultureInfo.InvariantCulture, $"  now {Visible.Of($"{camera.Path}, {camera.Bus}, driver {camera.Driver}")}\n");
        if (camera.Error is not null)
            text.Append(CultureInfo.InvariantCulture, $"  cannot be used: {Visible.Of(camera.Error)}\n");
        foreach (V4L2Mode mode in camera.Modes.Where(mode => mode.Pixels is not null))
        {
            string rates = mode.FramesPerSecond.Count > 0 ? "  " + string.Join(", ", mode.FramesPerSecond.Select(Rate)) + " fps" : "";
            text.Append(CultureInfo.InvariantCulture, $"  {mode.FourCC}  {(mode.IsLargest ? "up to " : "")}{mode.Width}×{mode.Height}{rates}\n");
        }

        string[] others = [.. camera.Modes.Where(mode => mode.Pixels is null).Select(mode => mode.FourCC).Distinct()];
        if (others.Length > 0)
            text.Append(CultureInfo.InvariantCulture,
                $"  {(camera.Modes.Any(mode => mode.Pixels is not null) ? "also" : "only")} {string.Join(", ", others)}, which EdgeVision does not read\n");
        return text.ToString();
    }

    private static void WriteJson(Utf8JsonWriter line, V4L2Device camera)
    {
        line.WriteString("path", camera.Path);
        line.WriteString("stableLink", camera.StableLink);
        line.WriteString("card", camera.Card);
        line.WriteString("bus", camera.Bus);
        line.WriteString("driver", camera.Driver);
        line.WriteString("trouble", camera.Error);
        line.WriteStartArray("modes");
        foreach (V4L2Mode mode in camera.Modes)
        {
            line.WriteStartObject();
            line.WriteString("fourCC", mode.FourCC);
            line.WriteBoolean("readable", mode.Pixels is not null);
            line.WriteNumber("width", mode.Width);
            line.WriteNumber("height", mode.Height);
            line.WriteBoolean("largest", mode.IsLargest);
            line.WriteStartArray("framesPerSecond");
            foreach (double rate in mode.FramesPerSecond)
                line.WriteNumberValue(Math.Round(rate, 3));
            line.WriteEndArray();
            line.WriteEndObject();
        }

        line.WriteEndArray();
    }

    private static string Rate(double framesPerSecond) => framesPerSecond.ToString("0.##", CultureInfo.InvariantCulture);
}
