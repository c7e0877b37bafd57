using System.Text.Json;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Model;

/// <summary>Layers as JSON: one object for each, then one for their sums.</summary>
internal static class ModelJson
{
    /// <param name="arenaBytes">What all activations take at once, as the engine lays them out.</param>
    public static void Print(string path, NetworkLayers layers, long arenaBytes)
    {
        foreach (NetworkLayer layer in layers.Layers)
            JsonLines.Write(line => WriteLayer(line, layer));
        JsonLines.Write(line => WriteTotals(line, path, layers, arenaBytes));
    }

    /// <summary>Adds the members of a layer's object.</summary>
    public static void WriteLayer(Utf8JsonWriter line, NetworkLayer layer)
    {
        line.WriteString("kind", "layer");
        line.WriteString("name", layer.Name);
        line.WriteString("operator", layer.Operator);
        line.WriteString("window", layer.Window);
        line.WriteStartArray("output");
        foreach (int size in layer.Output)
            line.WriteNumberValue(size);
        line.WriteEndArray();
        line.WriteNumber("multiplyAdds", layer.MultiplyAdds);
        line.WriteNumber("parameters", layer.Parameters);
        line.WriteNumber("activationBytes", layer.ActivationBytes);
    }

    /// <summary>Adds the members of the sums' object.</summary>
    public static void WriteTotals(Utf8JsonWriter line, string path, NetworkLayers layers, long arenaBytes)
    {
        line.WriteString("kind", "network");
        line.WriteString("file", path);
        line.WriteString("name", layers.Name);
        line.WriteNumber("layers", layers.Layers.Length);
        line.WriteNumber("multiplyAdds", layers.MultiplyAdds);
        line.WriteNumber("parameters", layers.Parameters);
        line.WriteNumber("activationBytes", layers.ActivationBytes);
        line.WriteNumber("arenaBytes", arenaBytes);
        line.WriteNumber("separablePairs", layers.Separable.Pairs);
        line.WriteNumber("separableMultiplyAdds", layers.Separable.MultiplyAdds);
        line.WriteNumber("fullMultiplyAdds", layers.Separable.FullMultiplyAdds);
        line.WriteNumber("separableCostRatio", Math.Round(layers.Separable.Ratio, 5));
    }
}
