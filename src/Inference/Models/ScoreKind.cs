namespace EdgeVision.Inference.Models;

/// <summary>What the numbers of a scores output are.</summary>
public enum ScoreKind
{
    /// <summary>Probabilities in [0, 1].</summary>
    Probabilities,

    /// <summary>Logits, each to be put through the logistic function on its own.</summary>
    SigmoidLogits,

    /// <summary>Logits of classes that exclude each other, to be put through softmax together.</summary>
    SoftmaxLogits,
}
