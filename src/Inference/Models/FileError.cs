using System.Runtime.InteropServices;

namespace EdgeVision.Inference.Models;

/// <summary>Why the system refuses a file, in its words: those of the runtime repeat the path, or name one that the user never typed.</summary>
public static class FileError
{
    private const int MaxErrno = 4095;

    /// <summary>The reason in a few words, without a full stop: "No space left on device".</summary>
    public static string Reason(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            UnauthorizedAccessException => "it may not be opened by this user",
            FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
            { HResult: > 0 and <= MaxErrno and int errno } => Marshal.GetPInvokeErrorMessage(errno),
            _ => exception.Message.TrimEnd('.'),
        };
    }
}
