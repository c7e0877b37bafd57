using System.Text.Json;
using EdgeVision.Workbench.Model;
using EdgeVision.Workbench.Networks;
using Spectre.Console;

namespace EdgeVision.Workbench.Tests.Model;

public sealed class ModelTableTests
{
    private static readonly NetworkLayers s_layers = NetworkLayers.Of(new NetworkDesign(NetworkCatalog.Find("mobilenet-v1")!));

    // The first lines of arXiv:1704.04861, Table 1: 3×3×3×32 with stride 2, 3×3×32 dw, 1×1×32×64, each with a bias where batch norm was.
    [Fact]
    public void LayersHaveTheirWindowsShapesAndCosts()
    {
        string[][] rows = [.. Print(320).Where(static row => row[0].StartsWith("features.", StringComparison.Ordinal))];

        Assert.Equal(27, rows.Length);
        Assert.Equal(["features.0", "Conv+Clip", "3×3 s2", "1×32×112×112", "10 838 016", "896", "1 605 632"], rows[0]);
        Assert.Equal(["features.1.depthwise", "Conv+Clip", "3×3 s1 dw", "1×32×112×112", "3 612 672", "320", "1 605 632"], rows[1]);
        Assert.Equal(["features.1.pointwise", "Conv+Clip", "1×1 s1", "1×64×112×112", "25 690 112", "2 112", "3 211 264"], rows[2]);
    }

    [Fact]
    public void ANarrowTerminalGetsTheEndsOfLongNames() => Assert.Contains(Print(110), static row => row[0].Length <= 24 && row[2] == "3×3 s1 dw");

    [Fact]
    public void SumsAndTheRatioOfSeparableConvolutionsFollow()
    {
        using StringWriter output = new();
        Table(output, 320).Write("net.onnx", s_layers, arenaBytes: 5_700_000);

        Assert.Contains("568.7 million multiply-adds, 4.2 million parameters", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("activations take 5.7 MB at once", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("13 depthwise separable convolutions", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void JsonSaysTheSame()
    {
        JsonElement layer = Written(line => ModelJson.WriteLayer(line, s_layers.Layers[1])),
            sums = Written(line => ModelJson.WriteTotals(line, "net.onnx", s_layers, 7));

        Assert.Equal(("features.1.depthwise", "3×3 s1 dw", 3_612_672),
            (layer.GetProperty("name").GetString(), layer.GetProperty("window").GetString(), layer.GetProperty("multiplyAdds").GetInt64()));
        Assert.Equal([1, 32, 112, 112], layer.GetProperty("output").EnumerateArray().Select(static size => size.GetInt32()));
        Assert.Equal((13, 7), (sums.GetProperty("separablePairs").GetInt32(), sums.GetProperty("arenaBytes").GetInt32()));
        Assert.Equal(sums.GetProperty("separableMultiplyAdds").GetDouble() / sums.GetProperty("fullMultiplyAdds").GetDouble(),
            sums.GetProperty("separableCostRatio").GetDouble(), 1e-5);
    }

    private static string[][] Print(int width)
    {
        using StringWriter output = new();
        Table(output, width).Write("net.onnx", s_layers, arenaBytes: 1);
        return [.. output.ToString().Split('\n').Where(static line => line.StartsWith('│'))
            .Select(static line => line.Split('│', StringSplitOptions.TrimEntries)[1..^1])];
    }

    private static ModelTable Table(StringWriter output, int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        return new ModelTable(console);
    }

    private static JsonElement Written(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
