namespace EdgeVision.Workbench.Evaluation;

/// <summary>COCO's sizes of objects, by the square pixels that the object itself covers.</summary>
public enum ObjectSize
{
    /// <summary>Every size.</summary>
    All,

    /// <summary>Up to 32².</summary>
    Small,

    /// <summary>From 32² to 96².</summary>
    Medium,

    /// <summary>From 96² on.</summary>
    Large,
}
