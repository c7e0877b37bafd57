namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>What became of one camera's frames since the start.</summary>
/// <param name="Camera">The camera's name.</param>
/// <param name="IsOnline">Whether frames come that can be decoded.</param>
/// <param name="Captured">Frames the source delivered.</param>
/// <param name="Inferred">Frames the network saw.</param>
/// <param name="Dropped">Frames a newer one replaced, in the driver or while inference was busy.</param>
/// <param name="Damaged">Frames that could not be read or decoded.</param>
/// <param name="Defects">Frames and reads that ended in an exception nobody foresaw.</param>
/// <param name="Error">Why there is no picture just now; <see langword="null"/> while frames come whole or are merely waited for.</param>
internal readonly record struct CameraCounters(
    string Camera, bool IsOnline, long Captured, long Inferred, long Dropped, long Damaged, long Defects, string? Error)
{
    /// <summary>Frames that nobody wanted inferred.</summary>
    public long Skipped { get; init; }

    /// <summary>What its frames wait for to be inferred; <see langword="null"/>: nothing.</summary>
    public string? WaitsFor { get; init; }
}
