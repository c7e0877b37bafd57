namespace EdgeVision.EdgeAgent.Cli;

/// <summary>A value of an option together with what a person types for it, so that a default which <c>--help</c> shows can be typed.</summary>
/// <param name="Value">What the command works with.</param>
/// <param name="Text">What is typed for it.</param>
internal readonly record struct Spelled<T>(T Value, string Text)
{
    /// <summary>As it is typed: the help prints defaults by this method.</summary>
    public override string ToString() => Text;
}
