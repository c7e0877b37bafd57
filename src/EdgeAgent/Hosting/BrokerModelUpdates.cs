using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.EdgeAgent.Outputs;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>What a broker says of models, and hears of them.</summary>
/// <param name="updater">Made when it is first asked for: it needs the agents, which are made with this.</param>
internal sealed class BrokerModelUpdates(Lazy<ModelUpdater> updater, Func<string> device, string version, TimeProvider time) : IModelUpdates
{
    public bool ListensToBroker => updater.Value.ListensToBroker;

    public IReadOnlyList<string> Groups => updater.Value.Groups;

    public event Action? StateChanged
    {
        add => updater.Value.Changed += value;
        remove => updater.Value.Changed -= value;
    }

    public void Say(string? group, ReadOnlySpan<byte> message) =>
        updater.Value.Say(group is null ? DesiredModel.Device : $"{DesiredModel.GroupPrefix}{group}", message);

    public byte[] State() => ModelStateJson.Write(updater.Value.Status, device(), Groups, version, time.GetUtcNow());
}
