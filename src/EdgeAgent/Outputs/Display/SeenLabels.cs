using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Outputs.Display;

/// <summary>
/// What the newest frame of each camera showed, in numbers by label: objects, or percent of likelihood or of the picture. Written by the inference
/// thread, which allocates nothing and waits for nobody longer than a copy of the numbers takes; read by another.
/// </summary>
internal sealed class SeenLabels
{
    private readonly Lock _gate = new();
    private readonly string[] _cameras;
    private readonly bool[] _online;
    private IReadOnlyList<string> _labels;
    private int[][] _numbers;
    private bool _isPercent;

    /// <param name="labels">The model's.</param>
    public SeenLabels(IEnumerable<string> cameras, IReadOnlyList<string> labels)
    {
        _labels = labels;
        _cameras = [.. cameras];
        _online = new bool[_cameras.Length];
        _numbers = [.. _cameras.Select(_ => new int[labels.Count])];
    }

    /// <summary>Another model sees from now on, with these labels.</summary>
    public void Use(IReadOnlyList<string> labels)
    {
        int[][] numbers = [.. _cameras.Select(_ => new int[labels.Count])];
        lock (_gate)
        {
            _labels = labels;
            _numbers = numbers;
        }
    }

    /// <summary>Cameras that give frames.</summary>
    public int CamerasOnline
    {
        get
        {
            lock (_gate)
                return _online.Count(static online => online);
        }
    }

    /// <summary>A camera came or went; one that went shows nothing.</summary>
    public void Camera(in CameraStatus status)
    {
        int camera = Array.IndexOf(_cameras, status.Camera);
        if (camera < 0)
            return;
        lock (_gate)
        {
            _online[camera] = status.IsOnline;
            if (!status.IsOnline)
                Array.Clear(_numbers[camera]);
        }
    }

    /// <summary>A frame of the camera was not inferred: it shows nothing.</summary>
    public void Forget(string camera)
    {
        int index = Array.IndexOf(_cameras, camera);
        if (index < 0)
            return;
        lock (_gate)
            Array.Clear(_numbers[index]);
    }

    /// <summary>A frame was inferred.</summary>
    public void Frame(in FrameResult frame)
    {
        int camera = Array.IndexOf(_cameras, frame.Camera);
        if (camera < 0)
            return;
        lock (_gate)
        {
            int[] numbers = _numbers[camera];
            Array.Clear(numbers);
            foreach (ref readonly Track track in frame.Scene.Tracks)
            {
                if (track.Missed == 0)
                    numbers[track.LabelIndex]++;
            }

            _isPercent = frame.Scene.Classes.Length > 0 || frame.Scene.Map is not null;
            if (frame.Scene.Classes.Length > 0)
            {
                ClassScore likeliest = frame.Scene.Classes[0];
                numbers[likeliest.LabelIndex] = Percent(likeliest.Score);
            }

            foreach (ref readonly ClassArea area in frame.Scene.Map is { } map ? map.Areas : default)
                numbers[area.LabelIndex] = Percent(area.Share);
        }
    }

    /// <summary>Words such as <c>2 person</c> or <c>cat 87%</c>, the largest number first.</summary>
    public IReadOnlyList<string> Words()
    {
        IReadOnlyList<string> labels;
        int[] numbers;
        bool isPercent;
        lock (_gate)
        {
            labels = _labels;
            numbers = new int[labels.Count];
            isPercent = _isPercent;
            foreach (int[] camera in _numbers)
            {
                // Objects of several cameras add up; parts of several pictures do not.
                for (int label = 0; label < numbers.Length; label++)
                    numbers[label] = isPercent ? Math.Max(numbers[label], camera[label]) : numbers[label] + camera[label];
            }
        }

        return [.. Enumerable.Range(0, numbers.Length)
            .Where(label => numbers[label] > 0)
            .OrderByDescending(label => numbers[label])
            .Select(label => isPercent ? $"{labels[label]} {numbers[label]}%" : $"{numbers[label]} {labels[label]}")];
    }

    private static int Percent(float part) => Math.Clamp((int)MathF.Round(100 * part), 1, 100);
}
