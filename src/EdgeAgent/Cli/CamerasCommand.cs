using System.CommandLine;
using System.Globalization;
using System.Text.Json;
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
                    WriteText(camera);
            }

            if (cameras.Count == 0)
                Console.Error.WriteLine("edgevision: no camera found: there is no /dev/video* node that captures. A Raspberry Pi or Jetson CSI camera is read through a pipe; docs/configuration.md shows how.");
        });
        return command.WithExamples(
            ("edgevision cameras", "what to write behind \"device\" in the configuration"),
            ("edgevision cameras --json", "one object a camera"));
    }

    private static void WriteText(V4L2Device camera)
    {
        Console.WriteLine($"{camera.StableLink ?? camera.Path}  {camera.Card}");
        if (camera.StableLink is not null)
            Console.WriteLine($"  now {camera.Path}, {camera.Bus}, driver {camera.Driver}");
        if (camera.Trouble is not null)
            Console.WriteLine($"  cannot be used: {camera.Trouble}");
        foreach (V4L2Mode mode in camera.Modes)
        {
            string rates = mode.FramesPerSecond.Count > 0 ? string.Join(", ", mode.FramesPerSecond.Select(Rate)) + " fps" : "";
            Console.WriteLine($"  {mode.FourCC}  {(mode.IsLargest ? "up to " : "")}{mode.Width}×{mode.Height}  {rates}{(mode.Pixels is null ? "  (a format EdgeVision does not read)" : "")}");
        }
    }

    private static void WriteJson(Utf8JsonWriter line, V4L2Device camera)
    {
        line.WriteString("path", camera.Path);
        line.WriteString("stableLink", camera.StableLink);
        line.WriteString("card", camera.Card);
        line.WriteString("bus", camera.Bus);
        line.WriteString("driver", camera.Driver);
        line.WriteString("trouble", camera.Trouble);
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
