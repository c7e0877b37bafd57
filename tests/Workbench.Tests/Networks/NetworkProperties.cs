using EdgeVision.Inference.Models;
using EdgeVision.Workbench.Networks;
using FsCheck.Xunit;

namespace EdgeVision.Workbench.Tests.Networks;

/// <summary>What holds for every member of every family, whatever its width and resolution.</summary>
public sealed class NetworkProperties
{
    [Property(MaxTest = 60, Replay = "2026,31")]
    public void ChannelsAreMultiplesOfEightUpToTheLastLayers(byte family, byte width, ushort pixels, bool torch)
    {
        NetworkLayers layers = NetworkLayers.Of(Design(family, width, pixels, torch));

        Assert.All(layers.Layers.Where(static layer => layer.Name.StartsWith("features.", StringComparison.Ordinal)),
            static layer => Assert.Equal(0, layer.Output[1] % 8));
    }

    // The windows of both layouts halve rounding up, so borders change no shape, no cost and no number of anchors but those of the finest map.
    [Property(MaxTest = 60, Replay = "2026,33")]
    public void LayoutsDifferInNumbersNotInShapes(byte family, byte width, ushort pixels)
    {
        NetworkDesign design = Design(family, width, pixels, torch: false);
        NetworkLayers tensorFlow = NetworkLayers.Of(design), torchvision = NetworkLayers.Of(design with { Layout = NetworkLayout.Torchvision });

        Assert.Equal(Body(tensorFlow), Body(torchvision));
    }

    // A segmenter's dilated body is finer, so only classifiers and detectors halve five times.
    [Property(MaxTest = 60, Replay = "2026,35")]
    public void BodiesHalveFiveTimesRoundingUp(byte family, byte width, ushort pixels, bool torch)
    {
        NetworkDesign design = Design(family, width, pixels, torch);
        if (design.Family.Task == ModelTask.Segmentation)
            return;

        int size = design.Resolution;
        for (int halving = 0; halving < 5; halving++)
            size = (size + 1) / 2;

        Assert.Equal(size, NetworkLayers.Of(design).Layers.Last(static layer => layer.Name.StartsWith("features.", StringComparison.Ordinal)).Output[3]);
    }

    private static NetworkDesign Design(byte family, byte width, ushort pixels, bool torch) => new(NetworkCatalog.All[family % NetworkCatalog.All.Length])
    {
        Alpha = 0.11 + width / 255.0 * 1.89,
        Resolution = NetworkDesign.MinResolution + pixels % 289,
        Classes = NetworkDesign.MinSegmenterClasses + pixels % 50,
        Layout = torch ? NetworkLayout.Torchvision : NetworkLayout.TensorFlow,
    };

    private static IEnumerable<string> Body(NetworkLayers layers) =>
        layers.Layers.Where(static layer => !layer.Name.StartsWith("raw_", StringComparison.Ordinal)
            && !layer.Name.StartsWith("boxes.0", StringComparison.Ordinal) && !layer.Name.StartsWith("scores.0", StringComparison.Ordinal))
            .Select(static layer => $"{layer.Name} {layer.Window} {string.Join('×', layer.Output)} {layer.MultiplyAdds}");
}
