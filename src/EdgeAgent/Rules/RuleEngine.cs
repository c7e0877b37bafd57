using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using EdgeVision.EdgeAgent.Tracking;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>
/// Turns what one camera shows into events. A rule starts when at least <see cref="RuleOptions.StartFrames"/> of the newest
/// <see cref="RuleOptions.StartWindow"/> frames had a match, and ends with the first frame that comes
/// <see cref="RuleOptions.EndAfter"/> or longer after the last match, with the first frame while its condition is not fulfilled,
/// or when nobody looks through the camera any more; then it counts from nothing again.
/// While it holds, a change of subject or of the number of matches is told at most once in <see cref="UpdateInterval"/>.
/// No clock of its own; allocates nothing after the first frame.
/// </summary>
internal sealed class RuleEngine
{
    /// <summary>Shortest time between two messages of one event, its end excepted.</summary>
    public static readonly TimeSpan UpdateInterval = TimeSpan.FromSeconds(1);

    private readonly string _camera;
    private readonly ActiveRule[] _rules;
    private readonly VisionEvent[] _events;
    private ExceptionDispatchInfo? _defect;

    /// <summary>For the rules that watch <paramref name="camera"/>.</summary>
    /// <param name="labels">The model's.</param>
    public RuleEngine(string camera, IEnumerable<Rule> rules, ImmutableArray<string> labels)
    {
        _camera = camera;
        _rules = [.. rules.Where(rule => rule.Watches(camera)).Select(rule => new ActiveRule(rule, camera, labels))];
        _events = new VisionEvent[_rules.Length];
    }

    /// <summary>Another model sees from now on; what goes on goes on.</summary>
    /// <param name="rules">The same rules in the same order, compiled for the new model's labels.</param>
    /// <param name="labels">The new model's.</param>
    /// <param name="map">The new index of each old label; −1: the new model does not know it.</param>
    public void Relabel(IEnumerable<Rule> rules, ImmutableArray<string> labels, ReadOnlySpan<int> map)
    {
        int next = 0;
        foreach (Rule rule in rules)
        {
            if (rule.Watches(_camera))
                _rules[next++].Relabel(rule, labels, map);
        }
    }

    /// <summary>
    /// Evaluates one frame. Where a rule throws, its event ends, so that every start that was told has an end, and it starts over; the other rules go on.
    /// The exception is kept for <see cref="ThrowDefect"/>.
    /// </summary>
    /// <param name="scene">What it shows; tracks missed in this frame do not count.</param>
    /// <param name="now">When the frame was captured.</param>
    /// <returns>At most one event a rule, in the order of the rules; valid until the next call.</returns>
    public ReadOnlySpan<VisionEvent> Evaluate(scoped in Scene scene, Moment now)
    {
        int count = 0;
        _defect = null;
        foreach (ActiveRule rule in _rules)
        {
            try
            {
                if (rule.Evaluate(in scene, now, out VisionEvent visionEvent))
                    _events[count++] = visionEvent;
            }
            catch (Exception e)
            {
                _defect ??= ExceptionDispatchInfo.Capture(e);
                if (rule.End(now, out VisionEvent end))
                    _events[count++] = end;
            }
        }

        return _events.AsSpan(0, count);
    }

    /// <summary>Whether a rule threw at the last <see cref="Evaluate"/>.</summary>
    public bool HasDefect => _defect is not null;

    /// <summary>Throws what a rule threw at the last <see cref="Evaluate"/>, if one did.</summary>
    public void ThrowDefect() => _defect?.Throw();

    /// <summary>Ends every event, because nobody can see any more whether it goes on.</summary>
    public ReadOnlySpan<VisionEvent> CameraLost(Moment now)
    {
        int count = 0;
        foreach (ActiveRule rule in _rules)
        {
            if (rule.End(now, out VisionEvent visionEvent))
                _events[count++] = visionEvent;
        }

        return _events.AsSpan(0, count);
    }
}
