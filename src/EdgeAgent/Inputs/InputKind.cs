namespace EdgeVision.EdgeAgent.Inputs;

/// <summary>What is wired to an input.</summary>
internal enum InputKind
{
    /// <summary>Anything with two levels: a contact, a relay, another controller.</summary>
    Line,

    /// <summary>A passive infrared motion sensor.</summary>
    Pir,

    /// <summary>A push button.</summary>
    Button,
}
