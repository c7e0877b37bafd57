using System.Globalization;
using EdgeVision.Camera;
using EdgeVision.Workbench.Bench;
using Spectre.Console;

namespace EdgeVision.Workbench.Eval;

/// <summary>An evaluation for people.</summary>
internal sealed class EvalTables(IAnsiConsole console)
{
    /// <summary>Tables on standard output.</summary>
    public static EvalTables OnStandardOutput() => new(StandardOutput.OfTables());

    public void Write(EvalResult result, bool perClass)
    {
        console.WriteLine(Visible.Of(
            $"{result.Model.Name}, {EngineNames.Of(result.Engine.Engine)}: {result.Evaluated} of {result.Listed} pictures of {result.Labelled.Folder}"));
        bool hasIntervals = result.Figures.Overall.Any(static figure => figure.Interval is not null);
        Table table = NewTable(hasIntervals ? ["figure", "value", "95 %"] : ["figure", "value"]);
        foreach (EvalFigure figure in result.Figures.Overall.Where(static figure => figure.Value is not null))
            table.AddRow(hasIntervals ? [figure.Name.EscapeMarkup(), figure.Text, figure.IntervalText] : [figure.Name.EscapeMarkup(), figure.Text]);
        console.Write(table);
        if (perClass)
            WriteClasses(result.Figures.Classes);

        console.WriteLine($"{Figures.Milliseconds(result.MeanTime)} ms a picture, {Figures.Milliseconds(result.MeanInferenceTime)} ms of it in the network. "
            + $"Model file: sha256 {result.Model.Sha256}.");
        if (result.SkippedCount > 0)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.SkippedCount} of {result.Asked} pictures were skipped."));
    }

    private void WriteClasses(IReadOnlyList<EvalClass> classes)
    {
        if (classes.Count == 0)
            return;

        Table table = NewTable(["class", .. classes[0].Figures.Select(static figure => figure.Name)]);
        foreach (EvalClass one in classes)
            table.AddRow([Visible.Of(one.Label).EscapeMarkup(), .. one.Figures.Select(static figure => figure.Text)]);
        console.Write(table);
    }

    private static Table NewTable(IEnumerable<string> headings)
    {
        var table = new Table();
        foreach (string heading in headings)
            table.AddColumn(heading.EscapeMarkup(), column => column.Alignment = heading is "figure" or "class" ? Justify.Left : Justify.Right);
        return table;
    }
}
