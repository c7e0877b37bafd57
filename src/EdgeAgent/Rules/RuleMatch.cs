namespace EdgeVision.EdgeAgent.Rules;

/// <summary>What of a scene matches a rule.</summary>
/// <param name="Count">Objects or classes that match; 0: the rule does not match.</param>
/// <param name="Best">The best of them.</param>
internal readonly record struct RuleMatch(int Count, Subject Best)
{
    /// <summary>With one more.</summary>
    public RuleMatch And(in Subject subject) => new(Count + 1, Count == 0 || subject.IsBetterThan(Best) ? subject : Best);
}
