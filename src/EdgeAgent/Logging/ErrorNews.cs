namespace EdgeVision.EdgeAgent.Logging;

/// <summary>What is worth saying of a trouble just now.</summary>
internal enum ErrorNews
{
    /// <summary>It has been said, or so much has been said lately that this may wait.</summary>
    Nothing,

    /// <summary>It has begun, or has another reason than those told.</summary>
    Another,

    /// <summary>It still lasts: a reminder.</summary>
    Lasting,
}
