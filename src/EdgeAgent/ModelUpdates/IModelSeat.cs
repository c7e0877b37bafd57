using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>The place of the model in the agent that runs: models are opened for it, tried for it, and put into it.</summary>
internal interface IModelSeat
{
    /// <summary>
    /// Whether <see cref="Open"/> may be called on a thread of low priority: an engine that makes threads when it opens a model would leave them at that
    /// priority.
    /// </summary>
    bool OpensAtAnyPriority { get; }

    /// <summary>Objects and classes with a lower score are left out everywhere; <see langword="null"/>: as the model's manifest says.</summary>
    float? MinimumScore { get; }

    /// <summary>What runs now; <see langword="null"/>: no agent does.</summary>
    SharedModel? Current { get; }

    /// <summary>Tries a model in a process of its own, with both engines where both can run it: one that ends a process ends that one.</summary>
    /// <param name="place">Its folder or file.</param>
    /// <exception cref="UpdateException">What came of it.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    void Try(string place, CancellationToken stoppingToken);

    /// <summary>Opens a model, warm, its workers not started. Any thread.</summary>
    /// <param name="place">Its folder or file.</param>
    /// <exception cref="Exception">What is wrong with it.</exception>
    IVisionTask Open(string place);

    /// <summary>Whether a model can give what rules and outputs ask for.</summary>
    /// <exception cref="UpdateException">It cannot; the sentence names both.</exception>
    void Require(ModelManifest model);

    /// <summary>Lets a model see from the next frame on.</summary>
    /// <param name="model">A share, which is the agent's from then on; still the caller's where this throws.</param>
    /// <returns>The share of the model before, the caller's from then on.</returns>
    /// <exception cref="Exception">Why it was not taken; the model before goes on.</exception>
    SharedModel Put(SharedModel model);

    /// <summary>Lets somebody see what the model makes of live frames; <see langword="null"/>: nobody.</summary>
    void Watch(IFrameWitness? witness);
}
