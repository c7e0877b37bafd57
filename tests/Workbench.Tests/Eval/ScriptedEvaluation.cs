using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Workbench.Eval;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Tests.Eval;

/// <summary>An evaluation without a model: pictures whose names begin with "bad" or "absent" cannot be read, the others take 5 ms.</summary>
internal sealed class ScriptedEvaluation(params string[] pictures) : ITaskEvaluation
{
    private readonly List<string> _seen = [];

    public ModelManifest Model { get; } = new() { Name = "[tiny]", Sha256 = "abc", Labels = ["a", "[b]"] };

    public IReadOnlyList<string> Pictures => pictures;

    public string? Remark { get; init; }

    public string? Lack { get; init; }

    public IReadOnlyList<string> Seen => _seen;

    public StageTimings Evaluate(int picture, string path, PictureReader reader)
    {
        _seen.Add(path);
        if (pictures[picture].StartsWith("bad", StringComparison.Ordinal))
            throw new PictureException(path, "it is damaged.");
        if (pictures[picture].StartsWith("absent", StringComparison.Ordinal))
            throw new FileNotFoundException($"{path}: there is no such file.", path);
        return new StageTimings(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(1));
    }

    public EvalFigures Compute() => new(
        [new("top-1", "top1", 0.73, (0.63568, 0.8073)), EvalFigure.Count("classes", "classes", 2)],
        [new EvalClass("a", [new("top-1", "top1", 1.0), EvalFigure.Count("pictures", "pictures", 3)]),
            new EvalClass("[b]", [new("top-1", "top1", 0.5), EvalFigure.Count("pictures", "pictures", 4)])],
        Lack);

    public void Dispose()
    {
    }
}
