using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Png;

namespace EdgeVision.Inference.GoldenSamples;

/// <summary>
/// A picture that comes with a model, and what the model said of it where it was packed: <c>golden.png</c> and <c>golden.json</c> beside the manifest. Whoever
/// runs the model elsewhere gets the same answer, or something on the way from picture to answer is not what the model was made for. The picture is stored
/// without loss, so that no decoder's rounding has a part in it. Not for several threads at once.
/// </summary>
public sealed class GoldenSample : IDisposable
{
    /// <summary>The picture's file.</summary>
    public const string PictureName = "golden.png";

    /// <summary>The answer's file.</summary>
    public const string AnswerName = "golden.json";

    /// <summary>The most bytes of the picture's file; its pixels are bounded by <see cref="PictureLimits"/>.</summary>
    public const int MaxPictureBytes = 64 << 20;

    // Low enough for a classifier's second and third guess, which tell more of it than the first alone.
    private const float LeastClassScore = 0.05f;

    private readonly PixelBuffer _pixels;
    private readonly FrameFormat _format;

    private GoldenSample(PixelBuffer pixels, FrameFormat format, VisionAnswer answer, string engine) =>
        (_pixels, _format, Answer, Engine) = (pixels, format, answer, engine);

    /// <summary>What the model said where it was packed.</summary>
    public VisionAnswer Answer { get; }

    /// <summary>Which engine ran it there: <c>managed</c> or <c>onnxruntime</c>.</summary>
    public string Engine { get; }

    /// <summary>
    /// The minimum score to open a task with, so that all of <see cref="Answer"/> is compared; <see langword="null"/>: that of the manifest. With a higher
    /// one what is weaker does not count.
    /// </summary>
    public float? MinimumScore => Answer.LeastScore is > 0f and < 1f ? Answer.LeastScore : null;

    /// <summary>Whether a model's folder has a golden sample, or a part of one.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, PictureName)) || File.Exists(Path.Combine(folder, AnswerName));

    /// <summary>Reads the sample in a model's folder.</summary>
    /// <exception cref="ModelFormatException">A file is missing, too large, damaged, or no answer of this model.</exception>
    /// <exception cref="CodecException">libpng is not installed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static GoldenSample Read(string folder, ModelManifest model)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        byte[] picture = Load(Path.Combine(folder, PictureName), MaxPictureBytes);
        byte[] answer = Load(Path.Combine(folder, AnswerName), GoldenJson.MaxBytes);
        return Read(picture, answer, model, folder);
    }

    /// <summary>Reads a sample that is in memory.</summary>
    /// <param name="folder">Where it is from, for messages.</param>
    /// <inheritdoc cref="Read(string, ModelManifest)" path="/exception"/>
    public static GoldenSample Read(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> answer, ModelManifest model, string folder)
    {
        ArgumentNullException.ThrowIfNull(model);
        // The answer first: it is small, and the picture may take 192 MiB.
        VisionAnswer wanted = new GoldenJson(Path.Combine(folder, AnswerName)).Read(answer, model, out string engine);
        PixelBuffer pixels = new();
        try
        {
            return new GoldenSample(pixels, Decode(picture, pixels, folder), wanted, engine);
        }
        catch
        {
            pixels.Dispose();
            throw;
        }
    }

    /// <summary>The minimum score to open a task with that is to <see cref="Record"/>; <see langword="null"/>: that of the manifest.</summary>
    public static float? RecordingScore(ModelManifest model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Task == ModelTask.Classification ? LeastClassScore : null;
    }

    /// <summary>Has a model look at a picture.</summary>
    /// <param name="picture">A PNG.</param>
    /// <param name="task">Opened with <see cref="RecordingScore"/>.</param>
    /// <param name="engine">Which engine runs it: <c>managed</c> or <c>onnxruntime</c>.</param>
    /// <param name="folder">Where the sample goes, for messages.</param>
    /// <returns>What belongs into <see cref="AnswerName"/>.</returns>
    /// <exception cref="ModelFormatException">
    /// The model sees nothing in the picture that a check could hold on to, or more than an answer may hold, or the picture is refused.
    /// </exception>
    /// <exception cref="CodecException">libpng is not installed.</exception>
    public static byte[] Record(ReadOnlySpan<byte> picture, IVisionTask task, string engine, string folder)
    {
        ArgumentNullException.ThrowIfNull(task);
        using PixelBuffer pixels = new();
        FrameFormat format = Decode(picture, pixels, folder);
        VisionAnswer answer = Look(task, format, pixels, RecordingScore(task.Model));
        if (!AnswerDifference.IsTelling(answer))
        {
            const string Nothing = "the model sees nothing in it that a check could hold on to; choose a picture that shows what it knows";
            throw new ModelFormatException(Path.Combine(folder, PictureName), null, Nothing);
        }

        byte[] json = new GoldenJson(Path.Combine(folder, AnswerName)).Write(answer, engine);
        // What cannot be read again is not written.
        Read(picture, json, task.Model, folder).Dispose();
        return json;
    }

    /// <summary>Has a model look at the picture.</summary>
    /// <param name="task">The same model, by whatever engine.</param>
    /// <param name="minimumScore">What it was opened with, as for <see cref="VisionTasks.Open"/>.</param>
    /// <returns>The first difference between its answer and the golden one, as a sentence; <see langword="null"/>: none.</returns>
    public string? Check(IVisionTask task, float? minimumScore = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        return AnswerDifference.Between(Answer, "the golden answer", Look(task, _format, _pixels, minimumScore), "the model here");
    }

    /// <inheritdoc/>
    public void Dispose() => _pixels.Dispose();

    private static VisionAnswer Look(IVisionTask task, FrameFormat format, PixelBuffer pixels, float? minimumScore)
    {
        VisionResult result = task.Look(new ImageView(format, pixels.Bytes[..(int)format.ByteCount]));
        return VisionAnswer.Of(result, task.Model, format.Width, format.Height, minimumScore);
    }

    private static FrameFormat Decode(ReadOnlySpan<byte> picture, PixelBuffer pixels, string folder)
    {
        PngDecoder decoder = new();
        return decoder.TryDecode(picture, pixels, out FrameFormat format)
            ? format
            : throw new ModelFormatException(Path.Combine(folder, PictureName), null, decoder.Error.TrimEnd('.'));
    }

    private static byte[] Load(string path, int limit)
    {
        if (!File.Exists(path))
            throw new ModelFormatException(path, null, $"there is no such file, and {PictureName} and {AnswerName} come together");
        if (!RegularFile.HasBytes(path))
            throw new ModelFormatException(path, null, "it is empty or no regular file");

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.Length > limit)
            throw new ModelFormatException(path, null, $"the file has {file.Length} bytes; it has at most {limit}");
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
