using System.Globalization;
using EdgeVision.Camera;
using EdgeVision.Workbench.Bench;
using EdgeVision.Workbench.Networks;
using Spectre.Console;

namespace EdgeVision.Workbench.Model;

/// <summary>Layers as a table for people.</summary>
internal sealed class ModelTable(IAnsiConsole console)
{
    // A terminal that has not so many columns gets the ends of long names, which leaves each layer one line.
    private const int WideEnough = 130;
    private const int MaxNameLength = 24;

    /// <summary>A table on standard output. A file or pipe has no width that lines would have to fit.</summary>
    public static ModelTable OnStandardOutput() => new(StandardOutput.OfTables());

    /// <param name="arenaBytes">What all activations take at once, as the engine lays them out.</param>
    public void Write(string path, NetworkLayers layers, long arenaBytes)
    {
        console.WriteLine(Visible.Of($"{path}: {string.Join(", ", layers.Inputs)} to {string.Join(", ", layers.Outputs)}, as the managed engine runs it."));
        Table table = new();
        foreach (string heading in (string[])["layer", "operator", "window", "output"])
            table.AddColumn(heading);
        foreach (string heading in (string[])["multiply-adds", "parameters", "activation bytes"])
            table.AddColumn(heading, static column => column.RightAligned());
        bool wide = console.Profile.Width >= WideEnough;
        foreach (NetworkLayer layer in layers.Layers)
        {
            string[] cells =
            [
                wide ? layer.Name : Figures.Tail(layer.Name, MaxNameLength), layer.Operator, layer.Window, string.Join('×', layer.Output),
                Number(layer.MultiplyAdds), Number(layer.Parameters), Number(layer.ActivationBytes),
            ];
            table.AddRow([.. cells.Select(static cell => Visible.Of(cell).EscapeMarkup())]);
        }

        string[] sums = [Number(layers.MultiplyAdds), Number(layers.Parameters), Number(layers.ActivationBytes)];
        table.AddEmptyRow();
        table.AddRow([$"{layers.Layers.Length} layers", "", "", "", .. sums]);
        console.Write(table);
        console.WriteLine($"{Figures.Millions(layers.MultiplyAdds)} million multiply-adds, {Figures.Millions(layers.Parameters)} million parameters, "
            + $"batch norm folded; activations take {Figures.Megabytes(arenaBytes)} MB at once.");
        console.WriteLine(Separable(layers.Separable));
    }

    private static string Separable(SeparableCost cost) => cost.Pairs == 0
        ? "It has no depthwise separable convolutions."
        : $"{cost.Pairs} depthwise separable convolutions take {Figures.Millions(cost.MultiplyAdds)} million multiply-adds; full ones of the same shapes would "
            + $"take {Figures.Millions(cost.FullMultiplyAdds)} million: {Figures.Share(cost.Ratio)} (1/N + 1/K², arXiv:1704.04861, §3.1).";

    private static string Number(long number) => number == 0 ? "" : number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
