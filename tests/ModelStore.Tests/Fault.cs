namespace EdgeVision.ModelStore.Tests;

/// <summary>What a <see cref="FaultyDisk"/> does at the chosen place.</summary>
public enum Fault
{
    /// <summary>ENOSPC, once.</summary>
    NoRoom,

    /// <summary>The process ends there.</summary>
    Kill,

    /// <summary>The machine ends there: what was not brought to the disk is half there or not at all.</summary>
    PowerCut,
}
