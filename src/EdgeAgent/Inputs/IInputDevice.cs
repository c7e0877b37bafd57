namespace EdgeVision.EdgeAgent.Inputs;

/// <summary>A sensor or switch that is listened to. Disposing ends that and releases its line.</summary>
internal interface IInputDevice : IDisposable
{
    /// <summary>What a person calls its line.</summary>
    string Description { get; }
}
