using EdgeVision.Workbench.Bench;
using Spectre.Console;

namespace EdgeVision.Workbench.Fit;

/// <summary>The report for people.</summary>
internal sealed class FitTable(IAnsiConsole console)
{
    // The source of a figure is worth a column where there is room for it.
    private const int WideEnough = 160;
    private const int PlotHeight = 18;
    private const int WidestPlot = 100;

    /// <summary>On standard output.</summary>
    public static FitTable OnStandardOutput() => new(StandardOutput.OfTables());

    /// <summary>A row a member, slowest first, then the plot and the answer.</summary>
    public void Write(FitReport report)
    {
        console.WriteLine($"{report.Machine}; managed engine, {Figures.Threads(report.Threads)}, random weights. "
            + "Accuracies are those their authors published for trained ones.");
        bool wide = console.Profile.Width >= WideEnough;
        Table table = new();
        table.AddColumn("network");
        foreach (string heading in (string[])["alpha", "pixels", $"{report.Task.Measure} %", "million MACs", "million params", "median ms", "p95 ms", "fps",
            "memory MB", "arena MB"])
            table.AddColumn(heading, static column => column.RightAligned());
        table.AddColumn("");
        if (wide)
            table.AddColumn("accuracy from");
        foreach (MeasuredMember member in report.BySpeed)
        {
            string[] source = wide ? [member.Published.Source] : [];
            string[] cells = [.. FitRow.Of(member), report.MarksOf(member), .. source];
            string style = member == report.Best ? "bold green" : report.Front.Contains(member) ? "bold" : "default";
            table.AddRow([.. cells.Select(cell => $"[{style}]{cell.EscapeMarkup()}[/]")]);
        }

        console.Write(table);
        foreach (string line in FitPlot.Draw(report, Math.Min(console.Profile.Width, WidestPlot), PlotHeight))
            console.WriteLine(line);
        console.WriteLine(report.Answer);
    }
}
