using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Detection;

/// <summary>
/// Compares scores as a network gives them (a logit with the threshold's logit), so that only the few that pass cost an exponential.
/// </summary>
/// <param name="kind"><see cref="ScoreKind.SigmoidLogits"/> or <see cref="ScoreKind.Probabilities"/>.</param>
/// <param name="minimumScore">In (0, 1).</param>
internal readonly struct ScoreThreshold(ScoreKind kind, float minimumScore)
{
    /// <summary>The smallest score that passes, in the network's own terms.</summary>
    public float Min { get; } = kind == ScoreKind.SigmoidLogits ? MathF.Log(minimumScore / (1f - minimumScore)) : minimumScore;

    /// <summary>Whether a score passes; one that is not a number does not.</summary>
    public bool Passes(float score) => score >= Min;

    /// <summary>A score that passed, in (0, 1].</summary>
    public float Probability(float score) => kind == ScoreKind.SigmoidLogits ? 1f / (1f + MathF.Exp(-score)) : MathF.Min(score, 1f);
}
