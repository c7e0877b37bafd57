namespace EdgeVision.Inference.Models;

/// <summary>Tells files from what may stand in their place in a folder that comes from a stranger: pipes never open, devices never end.</summary>
internal static class RegularFile
{
    /// <summary>Whether the file, links followed, has bytes of its own; the kernel gives pipes and devices a length of 0.</summary>
    public static bool HasBytes(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is FileInfo { Exists: true, Length: > 0 };
}
