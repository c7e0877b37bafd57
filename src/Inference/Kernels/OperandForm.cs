namespace EdgeVision.Inference.Kernels;

/// <summary>How the operands of a function of two repeat along a run.</summary>
internal enum OperandForm
{
    /// <summary>Neither repeats.</summary>
    Both,

    /// <summary>The right operand is one number.</summary>
    RightScalar,

    /// <summary>The left operand is one number.</summary>
    LeftScalar,

    /// <summary>The right operand is one number a channel of a block.</summary>
    RightBlock,

    /// <summary>The left operand is one number a channel of a block.</summary>
    LeftBlock,
}
