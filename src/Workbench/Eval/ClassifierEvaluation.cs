using System.Collections.Immutable;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Workbench.Evaluation;
using EdgeVision.Workbench.Evaluation.GroundTruth;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Eval;

/// <summary>A classifier against a table of labels.</summary>
internal sealed class ClassifierEvaluation : ITaskEvaluation
{
    private readonly ImageClassifier _classifier;
    private readonly ImmutableArray<LabelledPicture> _truth;
    private readonly ClassificationEvaluation _evaluation = new();

    private ClassifierEvaluation(ImageClassifier classifier, ImmutableArray<LabelledPicture> truth)
    {
        _classifier = classifier;
        _truth = truth;
        Pictures = [.. truth.Select(static picture => picture.File)];
    }

    public ModelManifest Model => _classifier.Model;

    public IReadOnlyList<string> Pictures { get; }

    public string? Remark => null;

    public static ClassifierEvaluation Open(ModelPackage package, EngineOptions engine, string truth)
    {
        ImmutableArray<LabelledPicture> labels = LabelGroundTruth.Read(truth, package.Manifest);
        return new ClassifierEvaluation(ImageClassifier.Open(InferenceSessions.Load(package, engine), ClassificationEvaluation.MaxClasses), labels);
    }

    public StageTimings Evaluate(int picture, string path, PictureReader reader)
    {
        reader.Read(path, 0, 0);
        _evaluation.Add(_classifier.Classify(reader.Image), _truth[picture].LabelIndex);
        return _classifier.LastTimings;
    }

    public EvalFigures Compute()
    {
        ClassificationAccuracy accuracy = _evaluation.Compute();
        return new EvalFigures(
            [.. Figures(accuracy.TopOne, accuracy.TopFive), EvalFigure.Count("classes", "classes", accuracy.Classes.Length)],
            [
                .. accuracy.Classes.Select(one => new EvalClass(
                    Model.Labels[one.LabelIndex], [.. Figures(one.TopOne, one.TopFive), EvalFigure.Count("pictures", "pictures", one.TopOne.Of)])),
            ]);
    }

    public void Dispose() => _classifier.Dispose();

    private static EvalFigure[] Figures(Proportion topOne, Proportion topFive) =>
        [new("top-1", "top1", topOne.Value, topOne.Interval), new("top-5", "top5", topFive.Value, topFive.Interval)];
}
