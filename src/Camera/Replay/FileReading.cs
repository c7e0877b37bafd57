using Microsoft.Win32.SafeHandles;

namespace EdgeVision.Camera.Replay;

/// <summary>Reads parts of files that may have been cut since they were measured.</summary>
internal static class FileReading
{
    /// <summary>Fills the destination. False: the file ends before.</summary>
    public static bool TryReadExactly(SafeFileHandle file, Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
                return false;
            destination = destination[read..];
            offset += read;
        }

        return true;
    }
}
