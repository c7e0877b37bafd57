using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Eval;

/// <summary>A model, what the pictures of a folder show, and how well the two agree so far.</summary>
internal interface ITaskEvaluation : IDisposable
{
    ModelManifest Model { get; }

    /// <summary>The pictures of which truth says what they show, relative to the folder.</summary>
    IReadOnlyList<string> Pictures { get; }

    /// <summary>What of the truth is left out, in a sentence; <see langword="null"/> where nothing is.</summary>
    string? Remark { get; }

    /// <summary>Reads a picture, runs the model on it and counts the answer.</summary>
    /// <param name="picture">Index into <see cref="Pictures"/>.</param>
    /// <param name="path">Where the picture is.</param>
    /// <exception cref="PictureException">It cannot be compared with its truth; nothing was counted.</exception>
    StageTimings Evaluate(int picture, string path, PictureReader reader);

    /// <summary>The figures of all pictures counted so far.</summary>
    EvalFigures Compute();
}
