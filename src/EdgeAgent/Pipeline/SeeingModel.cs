using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>A model on its way into a pipeline that runs, with the rules compiled for its labels.</summary>
/// <param name="rules">Those the pipeline has, in their order.</param>
internal sealed class SeeingModel(IVisionTask task, IReadOnlyList<Rule> rules)
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The model.</summary>
    public IVisionTask Task => task;

    /// <summary>The rules for its labels.</summary>
    public IReadOnlyList<Rule> Rules => rules;

    /// <summary>Ends when the pipeline sees with it; fails when it could not take it, and goes on with the one before.</summary>
    public Task Taken => _taken.Task;

    /// <summary>Where each label of the model before is in this one's list; −1: it is not.</summary>
    public int[] LabelsAfter(ModelManifest before) => [.. before.Labels.Select(label => label.Length == 0 ? -1 : task.Model.Labels.IndexOf(label))];

    /// <summary>The pipeline sees with it.</summary>
    public void Take() => _taken.TrySetResult();

    /// <summary>The pipeline could not take it.</summary>
    public void Fail(Exception error) => _taken.TrySetException(error);
}
