using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.EdgeAgent.Outputs;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>What a broker says of models, and hears of them.</summary>
/// <param name="updater">Made when it is first asked for: it needs the agents, which are made with this.</param>
internal sealed class BrokerModelUpdates(Lazy<ModelUpdater> updater, Func<string> device, string version, TimeProvider time) : IModelUpdates
{
    public event Action? StateChanged
    {
        add => updater.Value.Changed += value;
        remove
        {
            // Who was never asked may be none any more when a start that failed is cleared away.
            if (updater.IsValueCreated)
                updater.Value.Changed -= value;
        }
    }

    public void Say(string? group, ReadOnlySpan<byte> message) =>
        updater.Value.Say(group is null ? DesiredModel.Device : $"{DesiredModel.GroupPrefix}{group}", message);

    public byte[] State() => ModelStateJson.Write(updater.Value.Status, device(), updater.Value.Groups, version, time.GetUtcNow());
}
