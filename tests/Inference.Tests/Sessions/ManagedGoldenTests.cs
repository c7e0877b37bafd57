using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.Kernels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Sessions;

public sealed class ManagedGoldenTests
{
    // Of the output's range: the two engines add the same products in another order.
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Widths => [.. KernelTable.Supported.Where(static table => table.Lanes > 1).Select(static table => table.Suffix)];

    [SharedTheory, MemberData(nameof(Widths))]
    public void EveryGoldenOutputIsMet(string width)
    {
        int compared = 0;
        foreach (string description in Directory.EnumerateFiles(Repository.SharedPathTo("data", "golden"), "*.json").Order())
        {
            string name = Path.GetFileNameWithoutExtension(description), model = Repository.SharedPathTo("models", name + ".onnx");
            if (!File.Exists(model))
                continue;
            using ManagedInferenceSession session = ManagedInferenceSession.Open(model, KernelNames.Table(width), threads: 2);
            PngImage.Load(Path.ChangeExtension(description, ".input.png")).CopyNormalizedTo(session.Input(0));

            session.Run();

            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(description));
            foreach (JsonProperty output in json.RootElement.GetProperty("outputs").EnumerateObject())
            {
                float[] expected = ReadGolden(Path.ChangeExtension(description, $".{output.Name}.f32.gz"));
                int index = session.Outputs.Select(static spec => spec.Name).ToList().IndexOf(output.Name);
                Compare(expected, session.Output(index), $"{name} {output.Name} {width}");
                compared++;
            }
        }

        Assert.True(compared >= 4, $"only {compared} golden outputs were found");
    }

    [SharedFact]
    public void EveryModelRuns()
    {
        foreach (string model in Directory.EnumerateFiles(Repository.SharedPathTo("models"), "*.onnx"))
        {
            using ManagedInferenceSession session = ManagedInferenceSession.Open(model, new EngineOptions { Threads = 2 });

            session.Run();

            for (int output = 0; output < session.Outputs.Count; output++)
                Assert.All(session.Output(output).ToArray(), value => Assert.True(float.IsFinite(value), model));
        }
    }

    private static void Compare(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity, difference = 0;
        int best = 0, actualBest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(float.IsFinite(actual[i]), what);
            least = Math.Min(least, expected[i]);
            greatest = Math.Max(greatest, expected[i]);
            difference = Math.Max(difference, Math.Abs(expected[i] - actual[i]));
            best = expected[i] > expected[best] ? i : best;
            actualBest = actual[i] > actual[actualBest] ? i : actualBest;
        }

        Assert.True(difference <= Tolerance * (greatest - least), $"{what}: differs by {difference / (greatest - least):E2} of the range");
        Assert.True(best == actualBest || expected[best] - expected[actualBest] <= Tolerance * (greatest - least), $"{what}: another best");
    }

    private static float[] ReadGolden(string path)
    {
        using GZipStream file = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        file.CopyTo(bytes);
        return MemoryMarshal.Cast<byte, float>(bytes.ToArray()).ToArray();
    }
}
