using System.Collections.Immutable;
using System.Numerics;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>One rule in front of one camera: its window of frames and, while it holds, its event.</summary>
internal sealed class ActiveRule(Rule rule, string camera, ImmutableArray<string> labels)
{
    private readonly ulong _windowMask = ulong.MaxValue >> (64 - rule.Options.StartWindow);

    // Bit 0 is the newest frame; a set bit had a match.
    private ulong _window;
    private bool _holds;
    private Moment _lastMatch;
    private VisionEvent _last;

    /// <summary>Takes one frame; <see langword="true"/>: something happened.</summary>
    public bool Evaluate(ReadOnlySpan<Track> tracks, int imageWidth, int imageHeight, Moment now, out VisionEvent visionEvent)
    {
        int best = -1;
        int objects = 0;
        for (int i = 0; i < tracks.Length; i++)
        {
            if (!rule.Matches(in tracks[i], imageWidth, imageHeight))
                continue;

            objects++;
            if (best < 0 || tracks[i].Score > tracks[best].Score)
                best = i;
        }

        _window = ((_window << 1) | (best >= 0 ? 1UL : 0UL)) & _windowMask;
        if (best < 0)
        {
            visionEvent = default;
            return _holds && now.Since(_lastMatch) >= rule.Options.EndAfter && End(now, out visionEvent);
        }

        _lastMatch = now;
        return _holds
            ? Update(in tracks[best], objects, imageWidth, imageHeight, now, out visionEvent)
            : Start(in tracks[best], objects, imageWidth, imageHeight, now, out visionEvent);
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

    private bool Start(in Track subject, int objects, int imageWidth, int imageHeight, Moment now, out VisionEvent visionEvent)
    {
        visionEvent = default;
        if (BitOperations.PopCount(_window) < rule.Options.StartFrames)
            return false;

        _holds = true;
        _last = visionEvent = new VisionEvent(
            Guid.CreateVersion7(now.Utc), rule.Options.Name, camera, VisionEventKind.Start,
            subject, labels[subject.LabelIndex], PartsOf(subject.Box, imageWidth, imageHeight), objects, StartedAt: now, At: now);
        return true;
    }

    private bool Update(in Track subject, int objects, int imageWidth, int imageHeight, Moment now, out VisionEvent visionEvent)
    {
        visionEvent = default;
        if (now.Since(_last.At) < RuleEngine.UpdateInterval || (subject.Id == _last.Subject.Id && objects == _last.Objects))
            return false;

        _last = visionEvent = _last with
        {
            Kind = VisionEventKind.Update,
            Subject = subject,
            Label = labels[subject.LabelIndex],
            Box01 = PartsOf(subject.Box, imageWidth, imageHeight),
            Objects = objects,
            At = now,
        };
        return true;
    }

    private static BoundingBox PartsOf(in BoundingBox box, float width, float height) =>
        new(box.Left / width, box.Top / height, box.Right / width, box.Bottom / height);
}
