using System.Collections.Immutable;
using System.Globalization;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>
/// What each of a set of pictures shows, from lines of text: the file's name, a tab, its class. A class is a label's name, which
/// wins, or a number: the column of the model's scores, so that 0 is background where the manifest's label base is 1. Empty lines and lines
/// that begin with # say nothing.
/// </summary>
public static class LabelGroundTruth
{
    private const long MaxFileBytes = 128L << 20;
    private const int MaxNamesInAMessage = 10;

    /// <summary>Every picture in the file's order.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="GroundTruthFormatException">
    /// It has no picture, a line that is none of the above, or classes that <paramref name="model"/> does not know.
    /// </exception>
    public static ImmutableArray<LabelledPicture> Read(string path, ModelManifest model)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        ILookup<string, int> labels = model.Labels.Select(static (label, index) => (label, index)).Where(static pair => pair.label.Length > 0)
            .ToLookup(static pair => pair.label, static pair => pair.index, StringComparer.Ordinal);
        ImmutableArray<LabelledPicture>.Builder pictures = ImmutableArray.CreateBuilder<LabelledPicture>();
        HashSet<string> files = new(StringComparer.Ordinal), unknown = new(StringComparer.Ordinal);
        using var reader = new StreamReader(GroundTruthFile.Open(path, MaxFileBytes));
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;

            string[] fields = line.Split('\t');
            if (fields.Length != 2 || fields[1].Trim().Length == 0)
                throw new GroundTruthFormatException(path, $"line {number}: '{line}' is not a file, one tab and its class");
            if (!GroundTruthFile.IsPictureName(fields[0]))
                throw new GroundTruthFormatException(path, $"line {number}: '{fields[0]}' is no file name in the folder of pictures");
            if (!files.Add(fields[0]))
                throw new GroundTruthFormatException(path, $"line {number}: {fields[0]} has a class in an earlier line too");
            if (files.Count > GroundTruthFile.MaxPictures)
                throw new GroundTruthFormatException(path, $"line {number}: more than {GroundTruthFile.MaxPictures} pictures");

            if (Label(path, number, fields[1].Trim(), labels, model) is { } label)
                pictures.Add(new LabelledPicture(fields[0], label));
            else
                unknown.Add(fields[1].Trim());
        }

        if (unknown.Count > 0)
        {
            string more = unknown.Count > MaxNamesInAMessage ? $" and {unknown.Count - MaxNamesInAMessage} more" : "";
            string names = string.Join(", ", unknown.Take(MaxNamesInAMessage).Select(static name => $"'{name}'"));
            throw new GroundTruthFormatException(
                path, $"the model {model.Name} has no label {names}{more}; say the names of its manifest, or columns of its scores");
        }

        return pictures.Count > 0 ? pictures.ToImmutable() : throw new GroundTruthFormatException(path, "no line names a picture");
    }

    private static int? Label(string path, int number, string text, ILookup<string, int> labels, ModelManifest model)
    {
        int[] named = [.. labels[text]];
        if (named.Length == 1)
            return named[0];
        if (named.Length > 1)
        {
            string columns = string.Join(" or ", named.Select(index => index + model.LabelBase));
            throw new GroundTruthFormatException(
                path, $"line {number}: the model {model.Name} has {named.Length} labels '{text}'; say which by the column of its scores: {columns}");
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int column))
            return null;

        int label = column - model.LabelBase;
        return label >= 0 && label < model.Labels.Length && model.Labels[label].Length > 0
            ? label
            : throw new GroundTruthFormatException(
                path,
                $"line {number}: column {column} of the scores of {model.Name} has no label; "
                + $"they are in {model.LabelBase} to {model.LabelBase + model.Labels.Length - 1}");
    }
}
