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
    public static VideoFiles Of(int processId) =>
        new(NodesOf(processId).Length, File.ReadLines($"/proc/{processId}/maps").Count(line => line.Contains("/dev/video", StringComparison.Ordinal)));

    /// <summary>The nodes a process has open.</summary>
    public static string[] NodesOf(int processId) =>
        [.. Directory.EnumerateFiles($"/proc/{processId}/fd").Select(link => new FileInfo(link).LinkTarget).OfType<string>()
            .Where(path => path.StartsWith("/dev/video", StringComparison.Ordinal))];
}
