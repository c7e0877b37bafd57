using System.Diagnostics;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.Models;

namespace EdgeVision.Inference.Tests.Sessions;

/// <summary>Small files that ask for much memory or time.</summary>
[Collection(AloneCollection.Name)]
public sealed class OversizedModelTests
{
    // What the runtime itself and a plan refused half-way may take; every model here asks for gigabytes.
    private const long MaxBytes = 192L << 20;
    private const int MaxNodes = 8000;

    [Fact]
    public void Refuses_TensorsOfABillionElements() =>
        AssertRefused(
            new ModelBuilder().Input("x", 1, 1, 8, 8).Integers("size", 1, 1, 32000, 32000).Node("Resize", ["x", "", "", "size"], ["y"])
                .Node("Relu", ["y"], ["z"]).Output("z", 1, 1, 32000, 32000),
            "Resize 'the Resize'", "the tensor y[1, 1, 32000, 32000] takes 62500 MB, more than the");

    [Fact]
    public void Refuses_InputOfABillionElements() =>
        AssertRefused(
            new ModelBuilder().Input("x", 1, 1 << 29).Node("Relu", ["x"], ["y"]).Output("y", 1, 1 << 29), null, "the tensor x[1, 536870912] takes 2048 MB");

    [Theory, InlineData("Conv", 0), InlineData("Conv", 1), InlineData("Conv", 1 << 30), InlineData("MaxPool", 0), InlineData("MaxPool", 1),
        InlineData("Relu", 0), InlineData("Resize", 0), InlineData("Transpose", 0), InlineData("Softmax", 0), InlineData("GlobalAveragePool", 0),
        InlineData("Pad", 0)]
    public void Refuses_ImageOfAQuarterOfABillionPixels(string type, int pad)
    {
        const int Side = 1 << 14;
        ModelBuilder builder = new ModelBuilder().Input("x", 1, 1, Side, Side).Output("y", 1).Floats("w", [1, 1, 2, 2], new float[4])
            .Floats("half", [4], 1f, 1f, 0.5f, 0.5f).Integers("pads", 0, 0, 1, 1, 0, 0, 1, 1);
        (string Name, object Value)[] window = [
            ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { pad, pad, pad, pad })];
        builder = type switch
        {
            "Conv" => builder.Node(type, ["x", "w"], ["y"], window),
            "MaxPool" => builder.Node(type, ["x"], ["y"], window),
            "Resize" => builder.Node(type, ["x", "", "half"], ["y"]),
            "Pad" => builder.Node(type, ["x", "pads"], ["y"]),
            _ => builder.Node(type, ["x"], ["y"]),
        };
        using TemporaryModel file = new(builder.Bytes);

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => ManagedInferenceSession.Open(new ModelFile(file.Path), KernelTable.Widest, threads: 1));

        Assert.DoesNotContain("Exception", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_TensorsThatAreTooManyTogether()
    {
        ModelBuilder builder = new ModelBuilder().Input("v0", 1, 1 << 24).Output("s12", 1, 1 << 24);
        for (int i = 0; i < 20; i++)
            builder.Node("Exp", ["v0"], [$"v{i + 1}"]);
        builder.Node("Concat", [.. Enumerable.Range(1, 20).Select(static i => $"v{i}")], ["all"], ("axis", 0L))
            .Node("ReduceMean", ["all"], ["s12"], ("axes", new long[] { 0 }));

        AssertRefused(builder, "Concat 'the Concat'", "MB, more than the");
    }

    [Theory, InlineData(1000f), InlineData(100f), InlineData(3f)]
    public void Refuses_ChainOfResizes(float factor)
    {
        ModelBuilder builder = new ModelBuilder().Input("v0", 1, 1, 8, 8).Floats("scales", [4], 1f, 1f, factor, factor).Output("v20", 1);
        for (int i = 0; i < 20; i++)
            builder.Node("Resize", [$"v{i}", "", "scales"], [$"v{i + 1}"]);

        AssertRefused(builder, "Resize 'the Resize'", "");
    }

    [Theory, InlineData("Resize"), InlineData("Pad"), InlineData("Add")]
    public void Refuses_TinyConstantThatBecomesGiant(string type)
    {
        ModelBuilder builder = new ModelBuilder().Input("x", 1, 1, 1, 1).Floats("c", [1, 1, 1, 1], 1f).Floats("row", [1, 1, 30000, 1], new float[30000])
            .Floats("column", [1, 1, 1, 30000], new float[30000])
            .Integers("size", 1, 1, 30000, 30000).Integers("pads", 0, 0, 0, 0, 0, 0, 29999, 29999);
        builder = type switch
        {
            "Resize" => builder.Node("Resize", ["c", "", "", "size"], ["y"]),
            "Pad" => builder.Node("Pad", ["c", "pads"], ["y"]),
            _ => builder.Node("Add", ["row", "column"], ["y"]),
        };

        AssertRefused(builder.Node("Add", ["y", "x"], ["z"]).Output("z", 1, 1, 30000, 30000), $"{type} 'the {type}'", "MB, more than the");
    }

    [Fact]
    public void Refuses_WeightsSharedByThousandsOfConvolutions()
    {
        ModelBuilder builder = new ModelBuilder().Input("v0", 1, 512, 1, 1).Floats("w", [512, 512, 1, 1], new float[512 * 512])
            .Output($"v{MaxNodes}", 1, 512, 1, 1);
        for (int i = 0; i < MaxNodes; i++)
            builder.Node("Conv", [$"v{i}", "w"], [$"v{i + 1}"]);

        AssertRefused(builder, "Conv 'the Conv'", "weights of 1 MB become more than 68 MB");
    }

    [Theory, InlineData("BatchNormalization"), InlineData("Mul"), InlineData("Sub")]
    public void HoldsSharedParametersOnce(string type)
    {
        const int Channels = 1 << 16;
        ModelBuilder builder = new ModelBuilder().Input("v0", 1, Channels, 1, 1).Output($"v{MaxNodes}", 1, Channels, 1, 1)
            .Floats("p", [Channels], Enumerable.Repeat(1f, Channels).ToArray()).Floats("c", [Channels, 1, 1], Enumerable.Repeat(1f, Channels).ToArray());
        for (int i = 0; i < MaxNodes; i++)
            builder.Node(type, type == "BatchNormalization" ? [$"v{i}", "p", "p", "p", "p"] : [$"v{i}", "c"], [$"v{i + 1}"]);

        AssertBounded(builder);
    }

    [Fact]
    public void ScalesWeightsOfManyFactorsInTime()
    {
        const int Channels = 1 << 10;
        ModelBuilder builder = new ModelBuilder().Input("x", 1, Channels, 1, 1).Floats("w", [Channels, Channels, 1, 1], new float[Channels * Channels])
            .Floats("c", [Channels, 1, 1], new float[Channels]).Output("v4000", 1, Channels, 1, 1).Node("Conv", ["x", "w"], ["v0"]);
        for (int i = 0; i < 4000; i++)
            builder.Node("Mul", [$"v{i}", "c"], [$"v{i + 1}"]);

        AssertBounded(builder);
    }

    [Theory, InlineData("Relu"), InlineData("Identity"), InlineData("Softmax"), InlineData("Transpose"), InlineData("Conv"), InlineData("Add")]
    public void OpensLongChainsInTime(string type)
    {
        ModelBuilder builder = new ModelBuilder().Input("v0", 1, 4, 4, 4).Floats("w", [4, 4, 1, 1], new float[16]).Output($"v{MaxNodes}", 1, 4, 4, 4);
        for (int i = 0; i < MaxNodes; i++)
            builder.Node(type, type switch { "Conv" => [$"v{i}", "w"], "Add" => [$"v{i}", "v0"], _ => [$"v{i}"] }, [$"v{i + 1}"]);

        AssertBounded(builder);
    }

    private static void AssertBounded(ModelBuilder builder)
    {
        using TemporaryModel file = new(builder.Bytes);
        long before = GC.GetTotalAllocatedBytes(), resident = ResidentPeak();
        long started = Stopwatch.GetTimestamp();

        try
        {
            using ManagedInferenceSession session = ManagedInferenceSession.Open(new ModelFile(file.Path), KernelTable.Widest, threads: 1);
            session.Run();
        }
        catch (ModelFormatException error)
        {
            Assert.NotNull(error.Node);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, MaxBytes);
        Assert.InRange(ResidentPeak() - resident, 0, MaxBytes);
    }

    private static void AssertRefused(ModelBuilder builder, string? node, string reason)
    {
        using TemporaryModel file = new(builder.Bytes);
        long before = GC.GetTotalAllocatedBytes(), resident = ResidentPeak();

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => ManagedInferenceSession.Open(new ModelFile(file.Path), KernelTable.Widest, threads: 1));

        Assert.Equal(node, error.Node);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, MaxBytes);
        Assert.InRange(ResidentPeak() - resident, 0, MaxBytes);
    }

    // Bytes; never falls.
    private static long ResidentPeak()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
