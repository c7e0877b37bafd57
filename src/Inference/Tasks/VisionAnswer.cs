using System.Collections.Immutable;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Tasks;

/// <summary>
/// What a model said of a picture, kept: names instead of label numbers and parts of the picture instead of pixels, so that answers of two models to two
/// sizes of one picture can be compared. Never changes, but for one that an <see cref="AnswerBuffer"/> lends.
/// </summary>
public sealed class VisionAnswer
{
    private SeenObject[] _objects = [];
    private SeenClass[] _classes = [];
    private byte[] _map = [];
    private int _objectCount;
    private int _classCount;

    internal VisionAnswer()
    {
    }

    /// <summary>Which question was answered.</summary>
    public ModelTask Task { get; private set; }

    /// <summary>The names of the classes that the model knows, in the order of its manifest; an empty name is a hole.</summary>
    public ImmutableArray<string> Labels { get; private set; } = [];

    /// <summary>The score below which the model leaves everything out, in [0, 1]; 0 of a segmenter, which has no scores.</summary>
    public float LeastScore { get; private set; }

    /// <summary>Of a detector: the objects, best score first.</summary>
    public ReadOnlySpan<SeenObject> Objects => _objects.AsSpan(0, _objectCount);

    /// <summary>Of a classifier: the likeliest classes, best first.</summary>
    public ReadOnlySpan<SeenClass> Classes => _classes.AsSpan(0, _classCount);

    /// <summary>Of a segmenter: pixels a line of <see cref="Map"/>, which lies over the whole picture; else 0.</summary>
    public int MapWidth { get; private set; }

    /// <summary>Lines; as <see cref="MapWidth"/>.</summary>
    public int MapHeight { get; private set; }

    /// <summary>[height, width], row by row: 0 is background or a class without a name, n is the class <see cref="Labels"/>[n − 1].</summary>
    public ReadOnlySpan<byte> Map => _map.AsSpan(0, MapWidth * MapHeight);

    /// <summary>An answer of its own.</summary>
    /// <param name="result">What the model's task said.</param>
    /// <param name="pictureWidth">Pixels a line of the picture, in which <paramref name="result"/>'s boxes are.</param>
    /// <param name="pictureHeight">Its lines.</param>
    /// <param name="minimumScore">What the task was opened with, as for <see cref="VisionTasks.Open"/>.</param>
    public static VisionAnswer Of(in VisionResult result, ModelManifest model, int pictureWidth, int pictureHeight, float? minimumScore = null)
    {
        var answer = new VisionAnswer();
        answer.Fill(result, model, pictureWidth, pictureHeight, minimumScore);
        return answer;
    }

    /// <summary>The name of a value of <see cref="Map"/>; empty: background or a hole.</summary>
    public string LabelOf(byte value) => value > 0 && value <= Labels.Length ? Labels[value - 1] : "";

    /// <summary>Takes another result; allocates only where it is larger than any before.</summary>
    internal void Fill(in VisionResult result, ModelManifest model, int pictureWidth, int pictureHeight, float? minimumScore)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(pictureWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pictureHeight, 1);
        Begin(model.Task, model.Labels, VisionTasks.LeastScore(model, minimumScore) ?? 0f);

        Span<SeenObject> objects = ReserveObjects(result.Objects.Length);
        for (int i = 0; i < objects.Length; i++)
        {
            (int label, float score, BoundingBox box) = result.Objects[i];
            BoundingBox part = new(box.Left / pictureWidth, box.Top / pictureHeight, box.Right / pictureWidth, box.Bottom / pictureHeight);
            objects[i] = new SeenObject(Labels[label], score, part);
        }

        Span<SeenClass> classes = ReserveClasses(result.Classes.Length);
        for (int i = 0; i < classes.Length; i++)
            classes[i] = new SeenClass(Labels[result.Classes[i].LabelIndex], result.Classes[i].Score);

        if (result.Map is { } map)
            map.Pixels.CopyTo(ReserveMap(map.Width, map.Height));
    }

    internal void Begin(ModelTask task, ImmutableArray<string> labels, float leastScore)
    {
        (Task, Labels, LeastScore) = (task, labels, leastScore);
        (_objectCount, _classCount, MapWidth, MapHeight) = (0, 0, 0, 0);
    }

    internal Span<SeenObject> ReserveObjects(int count) => Reserve(ref _objects, _objectCount = count);

    internal Span<SeenClass> ReserveClasses(int count) => Reserve(ref _classes, _classCount = count);

    internal Span<byte> ReserveMap(int width, int height)
    {
        (MapWidth, MapHeight) = (width, height);
        return Reserve(ref _map, width * height);
    }

    private static Span<T> Reserve<T>(ref T[] room, int count)
    {
        if (room.Length < count)
            room = new T[count];
        return room.AsSpan(0, count);
    }
}
