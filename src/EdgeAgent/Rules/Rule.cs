using System.Collections.Immutable;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Classification;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>A rule compiled for one model's labels; immutable, shared by all cameras.</summary>
internal sealed class Rule
{
    private readonly bool[] _labelCounts;
    private readonly float _minimumScore;
    private readonly float _minimumArea;

    /// <summary>Looks the option's labels up in the model's.</summary>
    /// <param name="condition">The condition without which the rule does not hold; <see langword="null"/>: none.</param>
    /// <exception cref="ArgumentException">A label the model does not know, or a zone of fewer than three corners.</exception>
    public Rule(RuleOptions options, ImmutableArray<string> modelLabels, ICondition? condition = null)
    {
        Options = options;
        Condition = condition;
        _minimumScore = options.MinimumScore;
        _minimumArea = options.MinimumArea;
        Zone = options.Zone.Count == 0 ? null : new Zone(options.Zone);
        _labelCounts = new bool[modelLabels.Length];
        if (options.Labels.Count == 0)
            Array.Fill(_labelCounts, true);

        foreach (string label in options.Labels)
        {
            int index = modelLabels.IndexOf(label);
            if (index < 0)
                throw new ArgumentException($"Rule {options.Name} waits for “{label}”, which the model cannot see.", nameof(options));

            _labelCounts[index] = true;
        }
    }

    private Rule(RuleOptions options, int labels, ICondition? condition)
    {
        Options = options;
        Condition = condition;
        _labelCounts = new bool[labels];
    }

    /// <summary>A rule that a model cannot serve, and that nothing it shows ever matches.</summary>
    public static Rule Idle(RuleOptions options, ImmutableArray<string> modelLabels, ICondition? condition = null) =>
        new(options, modelLabels.Length, condition);

    /// <summary>What the rule was made from.</summary>
    public RuleOptions Options { get; }

    /// <summary>The condition without which the rule does not hold; <see langword="null"/>: none.</summary>
    public ICondition? Condition { get; }

    /// <summary>Where in the picture; <see langword="null"/>: anywhere.</summary>
    public Zone? Zone { get; }

    /// <summary>Whether the rule watches <paramref name="camera"/>.</summary>
    public bool Watches(string camera) => Options.Cameras.Count == 0 || Options.Cameras.Contains(camera);

    /// <summary>Adds the track to the matches if it was seen in the newest frame and has the wanted label, score, size and place.</summary>
    public RuleMatch Match(RuleMatch match, in Track track, int imageWidth, int imageHeight)
    {
        float area = track.Box.Area / ((float)imageWidth * imageHeight);
        return track.Missed == 0
            && track.Score >= _minimumScore
            && area >= _minimumArea
            && Wants(track.LabelIndex)
            && (Zone is null || Zone.Contains(track.Box, imageWidth, imageHeight))
                ? match.And(new Subject(track.LabelIndex, track.Score, track.Id, track.Box, area))
                : match;
    }

    /// <summary>Adds the class of a whole picture if it has the wanted label and score.</summary>
    public RuleMatch Match(RuleMatch match, ClassScore score) =>
        score.Score >= _minimumScore && Wants(score.LabelIndex) ? match.And(new Subject(score.LabelIndex, score.Score, 0, default, 0f)) : match;

    /// <summary>Adds a class that covers a part of the zone if it has the wanted label and covers enough, but at least something.</summary>
    /// <param name="area">Part of the zone, in [0, 1].</param>
    public RuleMatch Match(RuleMatch match, int labelIndex, float area) =>
        area > 0f && area >= _minimumArea && Wants(labelIndex) ? match.And(new Subject(labelIndex, 0f, 0, default, area)) : match;

    private bool Wants(int labelIndex) => (uint)labelIndex < (uint)_labelCounts.Length && _labelCounts[labelIndex];
}
