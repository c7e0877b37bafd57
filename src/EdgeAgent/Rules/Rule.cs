using System.Collections.Immutable;
using EdgeVision.EdgeAgent.Tracking;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>A rule compiled for one model's labels; immutable, shared by all cameras.</summary>
internal sealed class Rule
{
    private readonly bool[] _labelCounts;
    private readonly float _minimumScore;
    private readonly Zone? _zone;

    /// <summary>Looks the option's labels up in the model's.</summary>
    /// <exception cref="ArgumentException">A label the model does not know, or a zone of fewer than three corners.</exception>
    public Rule(RuleOptions options, ImmutableArray<string> modelLabels)
    {
        Options = options;
        _minimumScore = options.MinimumScore;
        _zone = options.Zone.Count == 0 ? null : new Zone(options.Zone);
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

    /// <summary>What the rule was made from.</summary>
    public RuleOptions Options { get; }

    /// <summary>Whether the rule watches <paramref name="camera"/>.</summary>
    public bool Watches(string camera) => Options.Cameras.Count == 0 || Options.Cameras.Contains(camera);

    /// <summary>Whether the track counts in the newest frame: seen in it, wanted label, score and place.</summary>
    public bool Matches(in Track track, int imageWidth, int imageHeight) =>
        track.Missed == 0
        && track.Score >= _minimumScore
        && (uint)track.LabelIndex < (uint)_labelCounts.Length
        && _labelCounts[track.LabelIndex]
        && (_zone is null || _zone.Contains(track.Box, imageWidth, imageHeight));
}
