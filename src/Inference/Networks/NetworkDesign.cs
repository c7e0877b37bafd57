using System.Globalization;

namespace EdgeVision.Inference.Networks;

/// <summary>One member of a family: everything that decides a network's layers, and nothing of its weights.</summary>
/// <param name="Family">Which table of layers.</param>
public sealed record NetworkDesign(NetworkFamily Family)
{
    /// <summary>Every width multiplier is above this one.</summary>
    public const double MinimumAlpha = 0.1;

    /// <summary>The greatest width multiplier.</summary>
    public const double MaximumAlpha = 2.0;

    /// <summary>The least resolution: one pixel of the coarsest map of a classifier.</summary>
    public const int MinimumResolution = 32;

    /// <summary>The greatest resolution.</summary>
    public const int MaximumResolution = 1024;

    /// <summary>The most classes.</summary>
    public const int MaximumClasses = 100_000;

    /// <summary>α, the width multiplier (arXiv:1704.04861, §3.3), in (<see cref="MinimumAlpha"/>, <see cref="MaximumAlpha"/>]: the channels of every layer times this. Default 1.</summary>
    public double Alpha { get; init; } = 1.0;

    /// <summary>Height and width of the input in pixels, from <see cref="MinimumResolution"/> to <see cref="MaximumResolution"/>. Default: the family's.</summary>
    public int Resolution { get; init; } = Family.Resolution;

    /// <summary>Classes told apart; a detector's background is not counted. Default: those of the data set the family was published with.</summary>
    public int Classes { get; init; } = Family.Classes;

    /// <summary>Default: that of the family's reference code.</summary>
    public NetworkLayout Layout { get; init; } = Family.Layout;

    /// <summary>For people and files, for example "mobilenet-v2-0.75-160": two that differ in alpha or resolution have two names.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Family.Name}-{Alpha.ToString(double.IsInteger(Alpha) ? "0.0" : "R", CultureInfo.InvariantCulture)}-{Resolution}");

    /// <summary>Does nothing for a design that can be built.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it, and what is allowed.</exception>
    public void Validate()
    {
        if (!(Alpha > MinimumAlpha && Alpha <= MaximumAlpha))
            throw new ArgumentException(FormattableString.Invariant($"the width multiplier alpha is {Alpha}; it must be above {MinimumAlpha} and at most {MaximumAlpha}"));
        if (Resolution is < MinimumResolution or > MaximumResolution)
            throw new ArgumentException(FormattableString.Invariant($"the resolution is {Resolution} pixels; it must be from {MinimumResolution} to {MaximumResolution}"));
        if (Classes is < 1 or > MaximumClasses)
            throw new ArgumentException(FormattableString.Invariant($"{Classes} classes; there must be 1 to {MaximumClasses}"));
    }
}
