using System.Text.Json;
using EdgeVision.EdgeAgent.Gpio;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>
/// A line the running daemon holds, noted where it outlives the daemon but no boot: after a kill the file of the configuration may be another one, or be
/// wrong, and a line that nobody names any more would keep its level.
/// </summary>
/// <param name="Output">The output's name.</param>
/// <param name="Request">How to take the line at its safe level.</param>
internal sealed record HeldLine(string Output, GpioOutputRequest Request)
{
    private const string FileName = "held-lines.json";

    /// <summary>Notes what is about to be held in place of what was.</summary>
    /// <param name="folder">systemd's RuntimeDirectory= of the service, in memory and not on the disk.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Note(string folder, IEnumerable<OutputOptions> outputs)
    {
        HeldLine[] lines = [.. outputs.Where(output => output.Driver != OutputDriver.Simulated).Select(From)];
        string path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(lines));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>What was noted last; <see langword="null"/>: nothing was.</summary>
    /// <exception cref="JsonException">Somebody else wrote there.</exception>
    public static IReadOnlyList<HeldLine>? Find(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<HeldLine[]>(File.ReadAllBytes(path)) : null;
    }

    /// <summary>The line of an output.</summary>
    public static HeldLine From(OutputOptions output) => new(output.Name, output.ToRequest());
}
