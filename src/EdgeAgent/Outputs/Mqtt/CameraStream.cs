using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>Decides which frames of one camera become a message, and holds its topics.</summary>
internal sealed class CameraStream(string camera, MqttTopics topics, ModelTask task, DetectionsOptions options)
{
    // Edges flicker by a few pixels; a class that covers less neither comes nor goes.
    private const float SmallestShare = 0.01f;

    private readonly TimeSpan _period = options.MaximumRate is double rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;
    private long[] _published = new long[IouTracker.Capacity];
    private long[] _shown = new long[IouTracker.Capacity];
    private int _publishedCount;
    private volatile bool _forgotten = true;
    private TimeSpan? _due;

    /// <summary>The camera's name.</summary>
    public string Camera => camera;

    /// <summary>Where its status goes.</summary>
    public string StatusTopic { get; } = topics.CameraStatus(camera);

    /// <summary>Where its events go.</summary>
    public string EventsTopic { get; } = topics.Events(camera);

    /// <summary>Where its detections, classes or areas go.</summary>
    public string ResultsTopic { get; private set; } = topics.Results(camera, task);

    /// <summary>Where the pictures of its classes go.</summary>
    public string MaskTopic { get; } = topics.Mask(camera);

    /// <summary>Whether it was online when last heard of.</summary>
    public bool IsOnline { get; set; }

    /// <summary>Another model sees from now on; what it shows counts as a change.</summary>
    public void Use(ModelTask task)
    {
        ResultsTopic = topics.Results(camera, task);
        Forget();
    }

    /// <summary>What was published may not have arrived, so the next frame counts as a change. Any thread.</summary>
    public void Forget() => _forgotten = true;

    /// <summary>Whether the frame is to be published; remembers that it was.</summary>
    public bool Wants(in FrameResult frame)
    {
        TimeSpan now = frame.CapturedAt.Monotonic;
        bool isDue = _due is null || now >= _due;
        if (options.When == DetectionsWhen.Never || !isDue)
            return false;

        ReadOnlySpan<long> shown = _shown.AsSpan(0, Show(in frame));
        if (options.When == DetectionsWhen.OnChange && !_forgotten && shown.SequenceEqual(_published.AsSpan(0, _publishedCount)))
            return false;

        _forgotten = false;
        _publishedCount = shown.Length;
        (_published, _shown) = (_shown, _published);

        // Due times keep their rhythm, so that frames at 30 a second and a limit of 20 give 20, not 15; after a pause the rhythm starts anew.
        _due = _due is TimeSpan due && now - due < _period ? due + _period : now + _period;
        return true;
    }

    /// <summary>
    /// What distinguishes the frame from one that shows something else: the tracks in it, the likeliest class, the classes that cover a part of it.
    /// </summary>
    private int Show(in FrameResult frame)
    {
        int count = 0;
        foreach (ref readonly Track track in frame.Scene.Tracks)
        {
            if (track.Missed == 0)
                _shown[count++] = track.Id;
        }

        if (frame.Scene.Classes.Length > 0)
            _shown[count++] = frame.Scene.Classes[0].LabelIndex;

        if (frame.Scene.Map is { } map)
        {
            foreach (ref readonly ClassArea area in map.Areas)
            {
                if (area.Share >= SmallestShare)
                    _shown[count++] = area.LabelIndex;
            }

            // Areas come largest first, and which of two is larger says nothing of coming and going.
            _shown.AsSpan(0, count).Sort();
        }

        return count;
    }
}
