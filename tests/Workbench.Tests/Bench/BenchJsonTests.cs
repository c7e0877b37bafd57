using System.Text.Json;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Bench;

namespace EdgeVision.Workbench.Tests.Bench;

public sealed class BenchJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public BenchJsonTests() => File.WriteAllText(_model = _folder.PathTo("net.onnx"), "");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnEngineHasTimesRatesAndMemory()
    {
        ComparisonResult comparison = Comparisons.Make(_model, threads: 2);

        JsonElement line = Written(json => BenchJson.WriteEngine(json, Comparisons.Machine, comparison, comparison.Engines[0]));

        Assert.Equal(("engine", _model, "managed"), (Text(line, "kind"), Text(line, "model"), Text(line, "engine")));
        Assert.Equal((2.0, 4.0, 1.5, 2.0, 10.0),
            (Number(line, "threads"), Number(line, "runs"), Number(line, "minimumMs"), Number(line, "medianMs"), Number(line, "p95Ms")));
        Assert.Equal((2.0, 25.0, 200.0, 0.125), (Number(line, "speedAgainstLast"), Number(line, "gigaMultiplyAddsPerSecond"),
            Number(line, "peakGigaMultiplyAddsPerSecond"), Number(line, "peakFraction")));
        Assert.Equal((30.0, 200.0, 9e7, 9.5e7, 1.5e6),
            (Number(line, "loadMs"), Number(line, "readyMs"), Number(line, "residentBytes"), Number(line, "peakResidentBytes"), Number(line, "arenaBytes")));
    }

    [Fact]
    public void WhatNobodyMeasuredIsNullOrAbsent()
    {
        ComparisonResult comparison = Comparisons.Make(_model, fresh: false) with { MultiplyAdds = null };

        JsonElement line = Written(json => BenchJson.WriteEngine(json, Comparisons.Machine, comparison, comparison.Engines[1]));

        foreach (string name in (string[])["multiplyAdds", "gigaMultiplyAddsPerSecond", "peakFraction", "arenaBytes"])
            Assert.Equal(JsonValueKind.Null, line.GetProperty(name).ValueKind);
        Assert.False(line.TryGetProperty("readyMs", out _));
    }

    [Fact]
    public void AStepHasItsPlaceShareAndRate()
    {
        ComparisonResult comparison = Comparisons.Make(_model, steps: [Comparisons.Step("first", 30), Comparisons.Step("second", 10, multiplyAdds: 500_000)]);

        JsonElement line = Written(json => BenchJson.WriteStep(json, comparison, 1));

        Assert.Equal(
            ("step", "second", "Conv+Clip", "f32-conv-14x2-lanes512"), (Text(line, "kind"), Text(line, "node"), Text(line, "operator"), Text(line, "kernels")));
        Assert.Equal((1.0, 10.0, 0.25, 50.0, 0.5),
            (Number(line, "step"), Number(line, "medianUs"), Number(line, "share"), Number(line, "gigaMultiplyAddsPerSecond"), Number(line, "peakFraction")));
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

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;

    private static double Number(JsonElement line, string name) => line.GetProperty(name).GetDouble();
}
