using EdgeVision.EdgeAgent.Gpio;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>
/// A line nobody holds any more, brought to its safe level: what a daemon that was killed could not do. Whether the level outlasts the release is up to the
/// chip's driver; a chip that does not keep it has dropped the dangerous one, too.
/// </summary>
/// <param name="Output">The output's name.</param>
/// <param name="Line">What a person calls the line.</param>
/// <param name="Level">Where it is now.</param>
/// <param name="Error">Why it could not be had; <see langword="null"/>: it could.</param>
internal sealed record LineRelease(string Output, string Line, OutputLevel Level, string? Error)
{
    /// <summary>Takes the line at its safe level and lets go of it. One that a daemon holds is left to it.</summary>
    public static LineRelease AtSafeLevel(HeldLine held, IGpioLines lines)
    {
        OutputLevel level = held.Request.InitiallyActive ? OutputLevel.Active : OutputLevel.Inactive;
        try
        {
            using IGpioOutput line = lines.RequestOutput(held.Request);
            return new LineRelease(held.Output, line.Description, level, Error: null);
        }
        catch (GpioException e)
        {
            return new LineRelease(held.Output, held.Request.Description, level, e.Message);
        }
    }
}
