using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The place of the model in whichever agent runs.</summary>
internal sealed class ModelSeat(AgentSuccession agents, EdgeVisionSeams seams) : IModelSeat
{
    // ONNX Runtime makes its threads when it opens a model.
    public bool OpensAtAnyPriority => agents.Options.Inference.Engine != EngineKind.OnnxRuntime;

    public float? MinimumScore => agents.Options.Inference.MinimumScore;

    public SharedModel? Current => agents.Current?.Model;

    public void Try(string place, CancellationToken stoppingToken) => seams.TryModel?.Invoke(InferenceAt(place), stoppingToken);

    public IVisionTask Open(string place) => seams.OpenModel(InferenceAt(place));

    public void Require(ModelManifest model)
    {
        EdgeVisionOptions options = agents.Options;
        var findings = new ConfigurationFindings(options.OriginOf);
        new ModelCompatibilityValidator(options, model, findings).Check();
        try
        {
            findings.ThrowIfRefused();
        }
        catch (ConfigurationException refusal)
        {
            UpdateReason reason = refusal.Errors.Any(static error => error.Path.Contains(".labels[", StringComparison.Ordinal))
                ? UpdateReason.MissingLabel : UpdateReason.WrongTask;
            throw new UpdateException(reason, string.Join(" ", refusal.Errors.Select(static error => $"{error.Path}: {error.Message}")), refusal);
        }
    }

    public SharedModel Put(SharedModel model) => agents.Exchange(model);

    public void Watch(IFrameWitness? witness) => agents.Current?.Watch(witness);

    private InferenceOptions InferenceAt(string place) => agents.Options.Inference with { Model = place };
}
