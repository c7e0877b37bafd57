namespace EdgeVision.Inference.Operators;

/// <summary>What a pooling window yields.</summary>
internal enum PoolKind
{
    /// <summary>The mean.</summary>
    Average,

    /// <summary>The greatest.</summary>
    Max,
}
