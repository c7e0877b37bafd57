using System.Collections.Immutable;
using System.Numerics;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>The state of one rule at one camera: its window of frames and, while it holds, its event.</summary>
/// <param name="rule">Compiled for the labels.</param>
internal sealed class ActiveRule(Rule rule, string camera, ImmutableArray<string> labels)
{
    private readonly ulong _windowMask = ulong.MaxValue >> (64 - rule.Options.StartWindow);
    private readonly ZoneAreas? _areas = rule.Zone is null ? null : new ZoneAreas(rule.Zone);
    private Rule _rule = rule;
    private ImmutableArray<string> _labels = labels;

    // Bit 0 is the newest frame; a set bit had a match.
    private ulong _window;
    private bool _holds;
    private Moment _lastMatch;
    private VisionEvent _last;

    /// <summary>Evaluates one frame; <see langword="true"/>: there is an event to tell.</summary>
    public bool Evaluate(scoped in Scene scene, Moment now, out VisionEvent visionEvent)
    {
        if (_rule.Condition is { State: not ConditionState.Active })
            return End(now, out visionEvent);

        RuleMatch match = Match(in scene);
        _window = ((_window << 1) | (match.Count > 0 ? 1UL : 0UL)) & _windowMask;
        if (match.Count == 0)
        {
            visionEvent = default;
            return _holds && now.Since(_lastMatch) >= _rule.Options.EndAfter && End(now, out visionEvent);
        }

        _lastMatch = now;
        return _holds ? Update(in match, in scene, now, out visionEvent) : Start(in match, in scene, now, out visionEvent);
    }

    /// <summary>Ends the event if there is one and forgets the frames seen so far.</summary>
    public bool End(Moment now, out VisionEvent visionEvent)
    {
        bool ended = _holds;
        visionEvent = ended ? _last with { Kind = VisionEventKind.End, Objects = 0, At = now } : default;
        _holds = false;
        _window = 0;
        return ended;
    }

    /// <summary>Another model sees from now on; an event that goes on goes on.</summary>
    /// <param name="same">The same rule, compiled for the new model's labels.</param>
    /// <param name="map">The new index of each old label; −1: the new model does not know it.</param>
    public void Relabel(Rule same, ImmutableArray<string> labels, ReadOnlySpan<int> map)
    {
        _rule = same;
        _labels = labels;
        if (_holds && map[_last.Subject.LabelIndex] is >= 0 and int index)
            _last = _last with { Subject = _last.Subject with { LabelIndex = index } };
    }

    private RuleMatch Match(scoped in Scene scene)
    {
        RuleMatch match = default;
        foreach (ref readonly Track track in scene.Tracks)
            match = _rule.Match(match, in track, scene.Width, scene.Height);
        foreach (ClassScore score in scene.Classes)
            match = _rule.Match(match, score);
        return scene.Map is { } map ? Match(match, map) : match;
    }

    private RuleMatch Match(RuleMatch match, ClassMap map)
    {
        _areas?.Count(map);
        foreach (ref readonly ClassArea area in map.Areas)
            match = _rule.Match(match, area.LabelIndex, _areas is null ? area.Share : _areas.Share(area.LabelIndex));
        return match;
    }

    private bool Start(in RuleMatch match, scoped in Scene scene, Moment now, out VisionEvent visionEvent)
    {
        visionEvent = default;
        if (BitOperations.PopCount(_window) < _rule.Options.StartFrames)
            return false;

        // A board without a clock may believe that it is before 1970, which ids of this kind cannot say.
        DateTimeOffset named = now.Utc < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : now.Utc;
        _last = visionEvent = new VisionEvent(
            TimeOrderedId.At(named), _rule.Options.Name, camera, VisionEventKind.Start,
            match.Best, _labels[match.Best.LabelIndex], PartsOf(match.Best.Box, in scene), match.Count, StartedAt: now, At: now);
        _holds = true;
        return true;
    }

    private bool Update(in RuleMatch match, scoped in Scene scene, Moment now, out VisionEvent visionEvent)
    {
        visionEvent = default;
        if (now.Since(_last.At) < RuleEngine.UpdateInterval || (match.Best.IsSameAs(_last.Subject) && match.Count == _last.Objects))
            return false;

        _last = visionEvent = _last with
        {
            Kind = VisionEventKind.Update,
            Subject = match.Best,
            Label = _labels[match.Best.LabelIndex],
            Box01 = PartsOf(match.Best.Box, in scene),
            Objects = match.Count,
            At = now,
        };
        return true;
    }

    private static BoundingBox PartsOf(in BoundingBox box, scoped in Scene scene) =>
        new(box.Left / scene.Width, box.Top / scene.Height, box.Right / scene.Width, box.Bottom / scene.Height);
}
