namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>What of the video nodes a process holds.</summary>
/// <param name="Descriptors">Open descriptors of /dev/video*.</param>
/// <param name="Mappings">Their mapped frame buffers.</param>
internal sealed record VideoFiles(int Descriptors, int Mappings)
{
    /// <summary>Nothing.</summary>
    public static VideoFiles None { get; } = new(0, 0);

    /// <summary>What this process holds just now.</summary>
    public static VideoFiles OfThisProcess => Of(Environment.ProcessId);

    /// <summary>What a process holds just now.</summary>
    public static VideoFiles Of(int processId) => new(
        Directory.EnumerateFiles($"/proc/{processId}/fd").Count(link => new FileInfo(link).LinkTarget?.StartsWith("/dev/video", StringComparison.Ordinal) == true),
        File.ReadLines($"/proc/{processId}/maps").Count(line => line.Contains("/dev/video", StringComparison.Ordinal)));
}
