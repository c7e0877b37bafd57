using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>A model that lies on this machine outside the store.</summary>
/// <param name="Place">What opens it: its folder or file, or the name of one that came with the program.</param>
/// <param name="Record">Which one it is.</param>
/// <param name="Stamp">By which a change of its files is known, those of the network too.</param>
internal sealed record LocalModel(string Place, ModelRecord Record, string Stamp);
