using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Eval;

/// <summary>What an evaluation came to.</summary>
internal sealed record EvalResult
{
    public required ModelManifest Model { get; init; }

    public required EngineOptions Engine { get; init; }

    public required LabelledFolder Labelled { get; init; }

    /// <summary>Pictures of which truth says what they show.</summary>
    public required int Listed { get; init; }

    /// <summary>Pictures that were to be taken: all that are listed, unless there is a limit.</summary>
    public required int Asked { get; init; }

    /// <summary>Pictures that the figures are of.</summary>
    public required int Evaluated { get; init; }

    /// <summary>The first pictures that could not be evaluated.</summary>
    public required IReadOnlyList<SkippedPicture> Skipped { get; init; }

    /// <summary>All that could not; those beyond <see cref="Skipped"/> only count.</summary>
    public int SkippedCount => Asked - Evaluated;

    /// <summary>What else was left out, one sentence each.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Preprocessing, network and decoding of one picture; the mean, without reading files.</summary>
    public required TimeSpan MeanTime { get; init; }

    /// <summary>The network alone.</summary>
    public required TimeSpan MeanInferenceTime { get; init; }

    public required EvalFigures Figures { get; init; }

    /// <summary>0, or what the first skipped picture means for a script; that the input is bad where there is nothing to measure.</summary>
    public required int ExitCode { get; init; }
}
