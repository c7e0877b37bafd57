using EdgeVision.EdgeAgent.Tracking;

namespace EdgeVision.EdgeAgent.Tests;

internal static class MomentArithmetic
{
    /// <summary>The moment <paramref name="duration"/> later on both clocks.</summary>
    public static Moment Plus(this Moment moment, TimeSpan duration) => new(moment.Utc + duration, moment.Monotonic + duration);
}
