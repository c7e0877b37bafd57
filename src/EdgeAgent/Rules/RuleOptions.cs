using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>What must be seen, where and for how long, to be worth an event.</summary>
internal sealed record RuleOptions
{
    /// <summary>Unique; part of events and what outputs refer to.</summary>
    [RegularExpression(TopicName.Pattern), TextKind(TextKind.TopicLevel)]
    public required string Name { get; init; }

    /// <summary>Names of the cameras the rule watches. Default: all.</summary>
    public IReadOnlyList<string> Cameras { get; init; } = [];

    /// <summary>The name of an input; the rule can start, and hold, only while that is active. Default: none.</summary>
    [MinLength(1)]
    public string? When { get; init; }

    /// <summary>Labels of the model that count. Default: all.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Smallest score of an object or a class that counts; a segmenter gives none. Default 0.5.</summary>
    [Range(0.0, 1.0)]
    public float MinimumScore { get; init; } = 0.5f;

    /// <summary>
    /// Smallest part, from 0 to 1, that counts: of the picture that an object's box covers, or of the zone that a segmented class covers. Default 0, which
    /// for a class means anything at all.
    /// </summary>
    [Range(0.0, 1.0)]
    public float MinimumArea { get; init; }

    /// <summary>
    /// Corners of a polygon as [x, y] parts of the picture from 0 to 1, (0, 0) top left, at least 3. An object is inside when the middle of its
    /// box's lower edge is; of a segmented class, the pixels inside count. Default: the whole picture.
    /// </summary>
    public IReadOnlyList<ZoneCorner> Zone { get; init; } = [];

    /// <summary>Frames with a match, out of the last <see cref="StartWindow"/>, that start an event. Default 3.</summary>
    [Range(1, 64)]
    public int StartFrames { get; init; } = 3;

    /// <summary>How many of the newest frames <see cref="StartFrames"/> looks at. Default 5.</summary>
    [Range(1, 64)]
    public int StartWindow { get; init; } = 5;

    /// <summary>Time without a match after which the event ends. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan EndAfter { get; init; } = TimeSpan.FromSeconds(2);
}
