using EdgeVision.Inference.Sessions;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Bench;
using Spectre.Console;

namespace EdgeVision.Workbench.Tests.Bench;

public sealed class BenchTablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly IAnsiConsole _console;
    private readonly BenchTables _tables;
    private readonly string _model;

    public BenchTablesTests()
    {
        File.WriteAllText(_model = _folder.PathTo("[net].onnx"), "");
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_output) });
        _console.Profile.Width = 320;
        _tables = new BenchTables(_console);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void SummaryIsMarkdownWithOneRowAModelAndNumberOfThreads()
    {
        _tables.WriteSummary([Comparisons.Make(_model, threads: 1), Comparisons.Make(_model, threads: 2)]);

        Assert.Equal(
            [
                ["network", "threads", "managed", "onnxruntime", "ratio"],
                ["[net]", "1", "2.00 ms", "4.00 ms", "2.00×"],
                ["[net]", "2", "2.00 ms", "4.00 ms", "2.00×"],
            ],
            Cells('|').Where(static row => row[0] is "network" or "[net]"));
    }

    [Fact]
    public void AModelHasARowForEachEngineWithTimesAndOneWithCosts()
    {
        _tables.Write([Comparisons.Make(_model)]);

        string[][] rows = Cells('│');
        Assert.Contains(rows, static row => row.SequenceEqual(["1", "managed", "1.50", "2.00", "10.00", "2.00×", "25.0", "25 %"]));
        Assert.Contains(rows, static row => row.SequenceEqual(["1", "onnxruntime", "60.00", "200", "120.0", "125.0", "–"]));
    }

    [Fact]
    public void StepsComeInOrderAndThenTheSlowestFirst()
    {
        _tables.Write([Comparisons.Make(_model, steps: [Comparisons.Step("a[0]", 10, 500_000), Comparisons.Step("b", 30)])]);

        string[][] steps = [.. Cells('│').Where(static row => row.Length == 8 && row[1] == "Conv+Clip")];
        Assert.Equal(["a[0]", "b", "b", "a[0]"], steps.Select(static row => row[0]));
        Assert.Equal(["a[0]", "Conv+Clip", "10.0", "25.0 %", "50.0", "50 %", "[1, 16, 8, 8]", "f32-conv-14x2-lanes512"], steps[0]);
        Assert.Equal(["30.0", "75.0 %", "–", "–"], steps[1][2..6]);
    }

    [Fact]
    public void SaysWhenTheMachineWasBusy()
    {
        ComparisonResult quiet = Comparisons.Make(_model), busy = quiet with
        {
            Engines = [quiet.Engines[0], quiet.Engines[1] with { Times = Comparisons.Times(1, 3, 3) }],
        };

        _tables.Write([quiet]);
        Assert.DoesNotContain("busy", _output.ToString(), StringComparison.Ordinal);
        _tables.Write([busy]);

        Assert.Contains("[net] with 1 thread: the median run of onnxruntime takes 3.00× as long as its fastest.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ANarrowTerminalGetsOneLineAStep()
    {
        _console.Profile.Width = 80;
        StepProfile step = Comparisons.Step("a/name/longer/than/any/terminal/is/wide/that/ends/in/this", 10, 500_000);

        _tables.Write([Comparisons.Make(_model, steps: step)]);

        Assert.All(_output.ToString().Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal(2, Cells('│').Count(static row => row.SequenceEqual(["…that/ends/in/this", "Conv+Clip", "10.0", "100.0 %", "50.0", "50 %"])));
    }

    private string[][] Cells(char border) =>
        [.. _output.ToString().Split('\n').Where(line => line.Contains(border, StringComparison.Ordinal))
            .Select(line => line.Trim().Trim(border).Split(border, StringSplitOptions.TrimEntries))];
}
