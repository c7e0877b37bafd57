using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.GoldenModels;
using EdgeVision.Inference.Tests.Models;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Hostile;

/// <summary>
/// What a stranger may send as a model: each network and each manifest is refused by a <see cref="ModelFormatException"/>, or good. Networks go to the managed
/// engine alone; ONNX Runtime, whose assertions end the process, is for <c>ModelTrial</c>.
/// </summary>
public sealed class HostileModelTests
{
    private const int Rounds = 3_000;
    private const int ManifestRounds = 8_000;
    private const long MaxElementsToRun = 1 << 18;
    private const long MaxMultiplyAdds = 1 << 24;

    // Constants may be computed while reading, and the largest that may be is bounded by MaxElementsToRun only where a network is run as well.
    private const long MaxAllocation = 64 << 20;

    private static readonly byte[][] s_networks = [.. Corpus.Networks.Select(Corpus.Read)];
    private static readonly byte[][] s_manifests =
        [.. GoldenModel.Names.Select(static name => File.ReadAllBytes(Path.Combine(GoldenModel.Folder, name, "manifest.json")))];

    [Fact]
    public void WhatTheHuntsBeginWith_IsGood()
    {
        using TemporaryModel file = new([1]);

        Assert.All(s_networks, network =>
        {
            file.Rewrite(network);
            Assert.True(LoadAndRun(file.Path));
        });
        Assert.All(s_manifests, manifest =>
        {
            file.Rewrite(manifest);
            new ManifestReader(file.Path).Read();
        });
    }

    [Fact]
    public void EveryHostileNetworkIsRefusedInWordsOrRuns()
    {
        using TemporaryModel file = new([1]);

        double refused = Hunt.Run("onnx", Rounds, MaxAllocation, static random => HostileProtobuf.Make(s_networks, random), (network, _) =>
        {
            file.Rewrite(network);
            return IsRefused(file.Path, () => LoadAndRun(file.Path));
        });

        Assert.InRange(refused, 0.3, 0.95);
    }

    [Fact]
    public void EveryHostileManifestIsRefusedInWordsOrGood()
    {
        using TemporaryModel file = new([1]);

        double refused = Hunt.Run("manifest.json", ManifestRounds, MaxAllocation, static random => HostileJson.Make(s_manifests, random), (json, _) =>
        {
            file.Rewrite(json);
            return IsRefused(file.Path, () =>
            {
                ModelManifest read = new ManifestReader(file.Path).Read();
                Assert.Equal(read.File, Path.GetFileName(read.File));
                Assert.InRange(read.Input!.Width, 1, 4096);
            });
        });

        Assert.InRange(refused, 0.4, 0.98);
    }

    /// <summary>Whether it was small enough to be run.</summary>
    private static bool LoadAndRun(string path)
    {
        using (ComputationGraph graph = OnnxModelReader.Load(new ModelFile(path)))
        {
            GraphValidator.Validate(graph);
            if (graph.Values.Sum(static value => (long)value.Shape.ElementCount) > MaxElementsToRun)
                return false;
        }

        using ManagedInferenceSession session = ManagedInferenceSession.Open(new ModelFile(path), KernelTable.Widest, threads: 1);
        if (session.MultiplyAdds > MaxMultiplyAdds)
            return false;
        session.Run();
        return true;
    }

    private static bool IsRefused(string path, Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (ModelFormatException refusal)
        {
            Assert.StartsWith(path + ": ", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(refusal.Message, char.IsControl);
            // That is how a defect is told, which nobody foresaw: a check is missing.
            Assert.DoesNotContain("cannot plan it (", refusal.Message, StringComparison.Ordinal);
            return true;
        }
    }
}
