using System.Security.Cryptography;
using System.Text.Json;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Tasks;

/// <summary>Writes the manifest of an ONNX file that has none.</summary>
public static class ManifestFile
{
    private const int MaxSide = 4096;

    // How far from 1 the probabilities of a picture's classes may add up to.
    private const double SumTolerance = 1e-3;

    /// <summary>
    /// Looks at the model's inputs and outputs and says what they are in <c>NAME.manifest.json</c> beside it, but only once the task that this describes could
    /// be opened.
    /// </summary>
    /// <returns>The manifest's path.</returns>
    /// <exception cref="ModelFormatException">
    /// The model cannot be run, or its inputs and outputs are not what the draft says; the message names both.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such model.</exception>
    /// <exception cref="FileExistsException">There is a manifest already.</exception>
    /// <exception cref="IOException">The manifest cannot be written.</exception>
    public static string Write(ManifestDraft draft, string modelPath, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentException.ThrowIfNullOrEmpty(modelPath);
        ModelFile model = new(modelPath);
        using IInferenceSession session = InferenceSessions.Open(model, new EngineOptions { Threads = 1 });
        string path = ModelPackage.ManifestPathOf(modelPath);
        if (!overwrite && Path.Exists(path))
            throw new FileExistsException(path);

        try
        {
            ManifestDocument document = Document(draft, modelPath, session);
            byte[] manifest = ManifestWriter.Write(document);
            if (manifest.Length > ManifestReader.MaxBytes)
                throw Error($"its manifest would have {manifest.Length} bytes, and one has at most {ManifestReader.MaxBytes}; its labels are too long");

            // The task disposes of the session too, which bears it twice.
            using (VisionTasks.Open(new LoadedModel(new ManifestReader(path).Translate(document), model, session)))
                WholeFile.Write(path, manifest, overwrite);
            return path;
        }
        catch (UnusableModelException exception)
        {
            throw model.Error(exception);
        }
    }

    private static ManifestDocument Document(ManifestDraft draft, string modelPath, IInferenceSession session)
    {
        if (session.Inputs is not [{ Shape: [1, 3, <= MaxSide and int height, <= MaxSide and int width] } input])
            throw Error(
                $"its inputs are {string.Join("; ", session.Inputs)}, but an image is one input [1, 3, height, width] with sides up to {MaxSide}");

        ManifestOutputs outputs = ManifestOutputs.Find(draft, session.Outputs);
        if (draft.Scores is { } scores && scores != ScoreKind.Probabilities && scores != UsualScores(draft))
            throw Error($"scores for {Word(draft.Task)} are {Word(ScoreKind.Probabilities)} or {Word(UsualScores(draft))}, not {Word(scores)}");
        if (draft.Scores is null && draft.Task != ModelTask.Segmentation)
            RequireLogits(draft, session, outputs);
        int labelBase = LabelBase(draft, outputs, out string[] labels);
        return new ManifestDocument(
            ManifestReader.SupportedSchema,
            draft.Name ?? Path.GetFileNameWithoutExtension(modelPath),
            Word(draft.Task),
            Path.GetFileName(modelPath),
            Hash(modelPath),
            draft.Licence,
            draft.Source,
            new ManifestDocument.InputSection(input.Name, "nchw", width, height, Word(draft.Colors), draft.Mean, draft.StandardDeviation, Word(draft.Resize)),
            labelBase,
            labels,
            draft.Task == ModelTask.Detection ? Detection(draft, outputs, width) : null,
            draft.Task == ModelTask.Classification ? new ManifestDocument.ClassificationSection(Scores(draft, outputs)) : null,
            draft.Task == ModelTask.Segmentation ? new ManifestDocument.SegmentationSection(Scores(draft, outputs)) : null);
    }

    /// <summary>
    /// Scores are logits in most models. Where those of a grey picture could be probabilities as well, this refuses to guess: either, taken for the
    /// other, gives numbers that look right and are wrong.
    /// </summary>
    private static void RequireLogits(ManifestDraft draft, IInferenceSession session, ManifestOutputs outputs)
    {
        session.Input(0).Fill((127.5f - draft.Mean) / draft.StandardDeviation);
        session.Run();
        double sum = 0;
        foreach (float score in session.Output(outputs.ScoresIndex))
        {
            if (!(score is >= 0f and <= 1f))
                return;
            sum += score;
        }

        if (draft.Task == ModelTask.Detection || Math.Abs(sum - 1) < SumTolerance)
        {
            throw Error(
                $"the scores {outputs.Scores} of a grey picture are all between 0 and 1, as probabilities are; "
                + $"say whether they are probabilities or {Word(UsualScores(draft))} (--scores)");
        }
    }

    private static ScoreKind UsualScores(ManifestDraft draft) => draft.Task == ModelTask.Detection ? ScoreKind.SigmoidLogits : ScoreKind.SoftmaxLogits;

    private static int LabelBase(ManifestDraft draft, ManifestOutputs outputs, out string[] labels)
    {
        bool namesBackground = draft.Labels is [{ } first, ..] && first.Equals("background", StringComparison.OrdinalIgnoreCase);
        labels = [.. namesBackground ? draft.Labels[1..] : draft.Labels];
        int labelBase = outputs.Columns - labels.Length, wanted = namesBackground || draft.HasBackground ? 1 : 0;
        if (labelBase == wanted)
            return labelBase;

        string there = $"output {outputs.Scores} has {outputs.Columns} columns, but there are {labels.Length} labels{(wanted == 1 ? " and a background" : "")}";
        throw Error(labelBase == 1
            ? $"{there}; if column 0 is background, say --background or write 'background' into the first line of the labels, else a label is missing"
            : $"{there}; it takes a label a column{(wanted == 1 ? " but column 0" : ", or one fewer and --background where column 0 is background")}");
    }

    private static ManifestDocument.OutputSection Scores(ManifestDraft draft, ManifestOutputs outputs) =>
        new(outputs.Scores.Name, Word(draft.Scores ?? UsualScores(draft)));

    private static ManifestDocument.DetectionSection Detection(ManifestDraft draft, ManifestOutputs outputs, int side)
    {
        DetectionOutputs defaults = new() { Boxes = outputs.Boxes!.Name, BoxKind = draft.Boxes!.Value, Scores = outputs.Scores.Name, ScoreKind = default };
        return new ManifestDocument.DetectionSection(
            new ManifestDocument.OutputSection(outputs.Boxes.Name, Word(draft.Boxes.Value)),
            Scores(draft, outputs),
            defaults.MinimumScore,
            defaults.MaximumIou,
            draft.Boxes == BoxKind.SsdOffsets ? ManifestOutputs.AnchorsFor(side, outputs) : null);
    }

    private static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>As the manifest spells it.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static UnusableModelException Error(string reason) => new(reason);
}
