using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Classification;

/// <summary>The likeliest classes of a row of scores.</summary>
internal sealed class ClassRanking(ModelManifest manifest, ScoreKind kind, int maxClasses)
{
    private readonly ClassScore[] _best = new ClassScore[Math.Min(maxClasses, manifest.Labels.Length)];

    /// <summary>
    /// The best classes, best first, the earlier of two equals first; valid until the next call. Softmax runs over every column, background
    /// included, as the network was trained; background, holes and scores that are not numbers are never reported.
    /// </summary>
    public ReadOnlySpan<ClassScore> Rank(ReadOnlySpan<float> scores)
    {
        int count = 0;
        for (int i = 0; i < manifest.Labels.Length; i++)
        {
            float score = scores[manifest.LabelBase + i];
            if (manifest.Labels[i].Length == 0 || float.IsNaN(score) || (count == _best.Length && !(score > _best[count - 1].Score)))
                continue;

            int place = count == _best.Length ? count - 1 : count++;
            for (; place > 0 && score > _best[place - 1].Score; place--)
                _best[place] = _best[place - 1];
            _best[place] = new ClassScore(i, score);
        }

        Span<ClassScore> best = _best.AsSpan(0, count);
        if (kind == ScoreKind.SoftmaxLogits)
            Normalise(best, scores);
        foreach (ref ClassScore score in best)
            score = score with { Score = Math.Clamp(score.Score, 0f, 1f) };
        return best;
    }

    private static void Normalise(Span<ClassScore> best, ReadOnlySpan<float> logits)
    {
        // Subtracting the largest logit keeps the exponentials in range; the quotient stays the same. Infinities count as the largest finite numbers,
        // because their differences would not be numbers.
        float largest = float.MinValue;
        foreach (float logit in logits)
            largest = logit > largest ? Math.Min(logit, float.MaxValue) : largest;
        double sum = 0.0;
        foreach (float logit in logits)
            sum += float.IsNaN(logit) ? 0.0 : Weight(logit, largest);
        foreach (ref ClassScore score in best)
            score = score with { Score = (float)(Weight(score.Score, largest) / sum) };
    }

    private static double Weight(float logit, float largest) => Math.Exp((double)Math.Clamp(logit, float.MinValue, float.MaxValue) - largest);
}
