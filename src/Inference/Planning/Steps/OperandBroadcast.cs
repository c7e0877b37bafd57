namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Which operand repeats.</summary>
internal enum OperandBroadcast
{
    /// <summary>Neither: the shapes are equal.</summary>
    None,

    /// <summary>The left is one number.</summary>
    LeftScalar,

    /// <summary>The right is one number.</summary>
    RightScalar,

    /// <summary>The left is one number a channel.</summary>
    LeftChannel,

    /// <summary>The right is one number a channel.</summary>
    RightChannel,
}
