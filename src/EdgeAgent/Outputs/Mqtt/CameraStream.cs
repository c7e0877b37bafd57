using EdgeVision.EdgeAgent.Tracking;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>Decides which frames of one camera become a detections message, and holds its topics.</summary>
internal sealed class CameraStream(string camera, MqttTopics topics, DetectionsOptions options)
{
    private readonly TimeSpan _period = options.MaximumRate is double rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;
    private readonly long[] _published = new long[IouTracker.Capacity];
    private int _publishedCount;
    private volatile bool _forgotten = true;
    private TimeSpan? _due;

    /// <summary>The camera's name.</summary>
    public string Camera => camera;

    /// <summary>Where its status goes.</summary>
    public string StatusTopic { get; } = topics.CameraStatus(camera);

    /// <summary>Where its events go.</summary>
    public string EventsTopic { get; } = topics.Events(camera);

    /// <summary>Where its detections go.</summary>
    public string DetectionsTopic { get; } = topics.Detections(camera);

    /// <summary>Whether it was online when last heard of.</summary>
    public bool IsOnline { get; set; }

    /// <summary>What was published may not have arrived, so the next frame counts as a change. Any thread.</summary>
    public void Forget() => _forgotten = true;

    /// <summary>Whether the frame is to be published; remembers that it was.</summary>
    public bool Wants(in FrameResult frame)
    {
        TimeSpan now = frame.CapturedAt.Monotonic;
        bool isDue = _due is null || now >= _due;
        if (options.When == DetectionsWhen.Never || !isDue || (options.When == DetectionsWhen.OnChange && !_forgotten && ShowsTheSame(frame.Tracks)))
            return false;

        _forgotten = false;
        Remember(frame.Tracks);

        // Due times keep their rhythm, so that frames at 30 a second and a limit of 20 give 20, not 15; after a pause the rhythm starts anew.
        _due = _due is TimeSpan due && now - due < _period ? due + _period : now + _period;
        return true;
    }

    private bool ShowsTheSame(ReadOnlySpan<Track> tracks)
    {
        int seen = 0;
        foreach (ref readonly Track track in tracks)
        {
            if (track.Missed > 0)
                continue;
            if (seen >= _publishedCount || _published[seen] != track.Id)
                return false;
            seen++;
        }

        return seen == _publishedCount;
    }

    private void Remember(ReadOnlySpan<Track> tracks)
    {
        _publishedCount = 0;
        foreach (ref readonly Track track in tracks)
        {
            if (track.Missed == 0)
                _published[_publishedCount++] = track.Id;
        }
    }
}
