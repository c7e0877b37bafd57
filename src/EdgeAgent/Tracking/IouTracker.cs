using EdgeVision.Inference.Detection;

namespace EdgeVision.EdgeAgent.Tracking;

/// <summary>
/// Follows objects by overlap alone (Bochinski et al. 2017, "High-Speed Tracking-by-Detection Without Using Image Information"):
/// among all pairs of a living track and a detection with the same label and at least <see cref="TrackingOptions.MinIou"/>,
/// the pair with the largest overlap is joined first, each track and each detection once. Equal overlaps go to the older track,
/// then to the better detection. A detection left over starts a track; a track unseen for longer than
/// <see cref="TrackingOptions.LostAfter"/> is forgotten. One camera each; allocates nothing once its buffers have grown to the scene.
/// </summary>
internal class IouTracker(TrackingOptions options)
{
    /// <summary>Most tracks alive at once; beyond it the longest unseen gives way.</summary>
    public const int Capacity = 256;

    private readonly Track[] _tracks = new Track[Capacity];
    private readonly bool[] _trackTaken = new bool[Capacity];
    private bool[] _detectionTaken = new bool[128];
    private Candidate[] _candidates = new Candidate[256];
    private int _count;
    private long _lastId;

    /// <summary>Takes the detections of one frame.</summary>
    /// <param name="detections">In any order; of equal overlaps the earlier detection is preferred.</param>
    /// <param name="now">When the frame was captured; not before the previous call's.</param>
    /// <returns>All living tracks by rising id, seen or <see cref="Track.Missed"/>; valid until the next call.</returns>
    public virtual ReadOnlySpan<Track> Update(ReadOnlySpan<Detection> detections, Moment now)
    {
        if (_detectionTaken.Length < detections.Length)
            _detectionTaken = new bool[detections.Length];
        _detectionTaken.AsSpan(0, detections.Length).Clear();
        _trackTaken.AsSpan(0, _count).Clear();

        Span<Candidate> candidates = FindCandidates(detections);
        candidates.Sort();
        foreach (Candidate candidate in candidates)
        {
            if (_trackTaken[candidate.Track] || _detectionTaken[candidate.Detection])
                continue;

            _trackTaken[candidate.Track] = _detectionTaken[candidate.Detection] = true;
            Continue(ref _tracks[candidate.Track], detections[candidate.Detection], now);
        }

        ForgetLost(now);
        for (int i = 0; i < detections.Length; i++)
        {
            if (!_detectionTaken[i])
                Begin(detections[i], now);
        }

        return _tracks.AsSpan(0, _count);
    }

    /// <summary>Another model sees from now on: a track goes on under its label's new index, and one whose label is no more is forgotten.</summary>
    /// <param name="labels">The new index of each old one; −1: the new model does not know it.</param>
    public void Relabel(ReadOnlySpan<int> labels)
    {
        int kept = 0;
        for (int t = 0; t < _count; t++)
        {
            int label = labels[_tracks[t].LabelIndex];
            if (label >= 0)
                _tracks[kept++] = _tracks[t] with { LabelIndex = label };
        }

        _count = kept;
    }

    /// <summary>Forgets every track, as after a camera was away. Ids go on rising.</summary>
    public void Reset() => _count = 0;

    private Span<Candidate> FindCandidates(ReadOnlySpan<Detection> detections)
    {
        int found = 0;
        for (int t = 0; t < _count; t++)
        {
            for (int d = 0; d < detections.Length; d++)
            {
                if (_tracks[t].LabelIndex != detections[d].LabelIndex)
                    continue;

                float overlap = _tracks[t].Box.IntersectionOverUnion(detections[d].Box);
                if (!(overlap >= options.MinIou))
                    continue;

                if (found == _candidates.Length)
                    Array.Resize(ref _candidates, 2 * found);
                _candidates[found++] = new Candidate(overlap, t, d);
            }
        }

        return _candidates.AsSpan(0, found);
    }

    private static void Continue(ref Track track, in Detection detection, Moment now) =>
        track = track with { Score = detection.Score, Box = detection.Box, Hits = track.Hits + 1, Missed = 0, LastSeen = now };

    private void ForgetLost(Moment now)
    {
        int kept = 0;
        for (int t = 0; t < _count; t++)
        {
            bool seen = _trackTaken[t];
            if (!seen && now.Since(_tracks[t].LastSeen) > options.LostAfter)
                continue;

            _tracks[kept++] = seen ? _tracks[t] : _tracks[t] with { Missed = _tracks[t].Missed + 1 };
        }

        _count = kept;
    }

    private void Begin(in Detection detection, Moment now)
    {
        if (_count == Capacity && !GiveUpLongestUnseen(now))
            return;

        _tracks[_count++] = new Track(++_lastId, detection.LabelIndex, detection.Score, detection.Box, Hits: 1, Missed: 0, now, now);
    }

    private bool GiveUpLongestUnseen(Moment now)
    {
        int longest = 0;
        for (int t = 1; t < _count; t++)
        {
            if (_tracks[t].LastSeen.Monotonic < _tracks[longest].LastSeen.Monotonic)
                longest = t;
        }

        if (_tracks[longest].LastSeen.Monotonic >= now.Monotonic)
            return false;

        _tracks.AsSpan(longest + 1, _count - longest - 1).CopyTo(_tracks.AsSpan(longest));
        _count--;
        return true;
    }

    private readonly record struct Candidate(float Overlap, int Track, int Detection) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            int byOverlap = other.Overlap.CompareTo(Overlap);
            if (byOverlap != 0)
                return byOverlap;

            int byTrack = Track.CompareTo(other.Track);
            return byTrack != 0 ? byTrack : Detection.CompareTo(other.Detection);
        }
    }
}
