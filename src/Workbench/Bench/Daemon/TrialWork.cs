namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>What the daemon of a trial does with a frame's pixels.</summary>
internal enum TrialWork
{
    /// <summary>Nothing: five objects come ready-made, so that everything measured is the daemon's.</summary>
    None = 1,

    /// <summary>Pixels become the default model's input tensor, and the five objects come ready-made.</summary>
    Preprocessing,

    /// <summary>The default model looks at them, run by the managed engine on one thread.</summary>
    Network,
}
