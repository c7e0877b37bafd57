namespace EdgeVision.Workbench.Networks;

/// <summary>Given weights do not fit a network. The message is a clause without a full stop that names the layer.</summary>
internal sealed class WeightsException(string message) : Exception(message);
