using System.Globalization;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Networks;

/// <summary>One member of a family: everything that decides a network's layers, and nothing of its weights.</summary>
/// <param name="Family">Which table of layers.</param>
public sealed record NetworkDesign(NetworkFamily Family)
{
    /// <summary>Every width multiplier is above this one.</summary>
    public const double MinAlpha = 0.1;

    /// <summary>The greatest width multiplier.</summary>
    public const double MaxAlpha = 2.0;

    /// <summary>The least resolution: one pixel of the coarsest map of a classifier.</summary>
    public const int MinResolution = 32;

    /// <summary>The greatest resolution.</summary>
    public const int MaxResolution = 1024;

    /// <summary>The most classes, those of a classifier: with a name for each a manifest is as large as one may be.</summary>
    public const int MaxClasses = 50_000;

    /// <summary>The most classes of a detector, its background not counted: it has a score for each at every anchor.</summary>
    public const int MaxDetectorClasses = 10_000;

    /// <summary>The fewest classes of a segmenter, its background counted.</summary>
    public const int MinSegmenterClasses = 2;

    /// <summary>The most classes of a segmenter, its background counted: a class map has a byte for each pixel.</summary>
    public const int MaxSegmenterClasses = 256;

    /// <summary>The most parameters, 1 GiB of weights: an ONNX file ends at two, and boards have no memory for more.</summary>
    public const int MaxParameters = 1 << 28;

    /// <summary>
    /// α, the width multiplier (arXiv:1704.04861, §3.3), in (<see cref="MinAlpha"/>, <see cref="MaxAlpha"/>]: the channels of
    /// every layer times this. Default 1.
    /// </summary>
    public double Alpha { get; init; } = 1.0;

    /// <summary>Height and width of the input in pixels, from <see cref="MinResolution"/> to <see cref="MaxResolution"/>. Default: the family's.</summary>
    public int Resolution { get; init; } = Family.Resolution;

    /// <summary>
    /// Classes told apart, from 1 to <see cref="MaxClasses"/>; of a detector, without its background, to <see cref="MaxDetectorClasses"/>; of a
    /// segmenter, with it, from <see cref="MinSegmenterClasses"/> to <see cref="MaxSegmenterClasses"/>. Default: those of the
    /// data set the family was published with.
    /// </summary>
    public int Classes { get; init; } = Family.Classes;

    /// <summary>Default: that of the family's reference code.</summary>
    public NetworkLayout Layout { get; init; } = Family.Layout;

    /// <summary>For people and files, for example "mobilenet-v2-0.75-160": two that differ in alpha or resolution have two names.</summary>
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"{Family.Name}-{Alpha.ToString(double.IsInteger(Alpha) ? "0.0" : "R", CultureInfo.InvariantCulture)}-{Resolution}");

    /// <summary>
    /// Does nothing for a design whose values are in range. How many parameters that makes, <see cref="NetworkLayers.Of(NetworkDesign)"/> counts.
    /// </summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it, and what is allowed.</exception>
    public void Validate()
    {
        if (!(Alpha > MinAlpha && Alpha <= MaxAlpha))
            throw new ArgumentException(
                FormattableString.Invariant($"the width multiplier alpha is {Alpha}; it must be above {MinAlpha} and at most {MaxAlpha}"));
        if (Resolution is < MinResolution or > MaxResolution)
            throw new ArgumentException(
                FormattableString.Invariant($"the resolution is {Resolution} pixels; it must be from {MinResolution} to {MaxResolution}"));
        (int min, int max) = Family.Task switch
        {
            ModelTask.Detection => (1, MaxDetectorClasses),
            ModelTask.Segmentation => (MinSegmenterClasses, MaxSegmenterClasses),
            _ => (1, MaxClasses),
        };
        if (Classes < min || Classes > max)
            throw new ArgumentException(FormattableString.Invariant($"{Family.Name} cannot have {Classes} classes; there must be {min} to {max}"));
    }
}
