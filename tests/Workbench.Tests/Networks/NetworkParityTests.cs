using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.Sessions;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.Networks;

/// <summary>Every family as a file: ONNX Runtime opens it, which checks shapes and types, and says what the managed engine says.</summary>
public sealed class NetworkParityTests : IDisposable
{
    private static readonly double[] s_alphas = [0.35, 0.75, 1.3];
    private static readonly int[] s_resolutions = [96, 128, 145];

    private readonly TemporaryFolder _folder = new();

    /// <summary>
    /// Every family at three alphas and three resolutions, each of both once with each other in turn, and the three small ones at their full resolution.
    /// </summary>
    public static TheoryData<string, double, int, NetworkLayout, int> Members
    {
        get
        {
            TheoryData<string, double, int, NetworkLayout, int> members = [];
            foreach ((int index, NetworkFamily family) in NetworkCatalog.All.Index())
            {
                for (int i = 0; i < s_alphas.Length; i++)
                {
                    for (int j = 0; j < s_resolutions.Length; j++)
                        members.Add(family.Name, s_alphas[i], s_resolutions[j], (i + j) % 2 == 0
                            ? NetworkLayout.TensorFlow
                            : NetworkLayout.Torchvision, 1 + index + 10 * i + j);
                }
            }

            members.Add("mobilenet-v3-small", 1.0, 224, NetworkLayout.Torchvision, 1);
            members.Add("ssdlite-mobilenet-v2", 0.35, 300, NetworkLayout.TensorFlow, 2);
            members.Add("deeplabv3-aspp-mobilenet-v2", 0.35, 257, NetworkLayout.TensorFlow, 3);
            return members;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Members))]
    public void EnginesAgree(string family, double alpha, int resolution, NetworkLayout layout, int seed)
    {
        NetworkDesign design = new(NetworkCatalog.Find(family)!) { Alpha = alpha, Resolution = resolution, Layout = layout, Classes = 7 + seed };
        string path = _folder.PathTo("net.onnx");
        NetworkFile.Write(design, seed, path, overwrite: false);

        using IInferenceSession managed = InferenceSessions.Open(new ModelFile(path), new EngineOptions { Engine = EngineKind.Managed, Threads = 2 });
        using IInferenceSession other = InferenceSessions.Open(new ModelFile(path), new EngineOptions { Engine = EngineKind.OnnxRuntime, Threads = 2 });
        Fill(other.Input(0), seed);
        other.Input(0).CopyTo(managed.Input(0));
        managed.Run();
        other.Run();

        Assert.Equal(other.Outputs.Select(static spec => spec.ToString()), managed.Outputs.Select(static spec => spec.ToString()));
        for (int output = 0; output < other.Outputs.Count; output++)
        {
            Answers.AssertSame(other.Output(output), managed.Output(output), $"{design.Name} {other.Outputs[output].Name}");
            AssertLively(other.Output(output), $"{design.Name} {other.Outputs[output].Name}");
        }
    }

    // Agreement on numbers that all but vanished, or that saturate, would say nothing.
    private static void AssertLively(ReadOnlySpan<float> values, string what)
    {
        double sum = 0, squares = 0;
        foreach (float value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        double deviation = Math.Sqrt(squares / values.Length - sum / values.Length * (sum / values.Length));
        Assert.True(deviation is > 0.01 and < 100, $"{what}: activations did not keep their size, the standard deviation is {deviation:E2}");
    }

    private static void Fill(Span<float> input, int seed)
    {
        Random random = new(seed);
        foreach (ref float value in input)
            value = random.NextSingle() * 2f - 1f;
    }
}
