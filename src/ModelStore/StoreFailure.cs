using System.Diagnostics.CodeAnalysis;
using EdgeVision.Linux;

namespace EdgeVision.ModelStore;

/// <summary>Turns what a disk says into what a person can do about it.</summary>
internal static class StoreFailure
{
    /// <summary>Whether it is a disk's word, and no defect of ours.</summary>
    public static bool Is([NotNullWhen(true)] Exception? exception) => exception is IOException or UnauthorizedAccessException;

    /// <param name="folder">Where the store lies.</param>
    public static UpdateException Of(Exception exception, string folder)
    {
        // .NET's words for it name the file, and end with a full stop or not.
        string what = exception.Message.TrimEnd('.');
        return IsNoRoom(exception)
            ? new UpdateException(UpdateReason.NoRoom, $"{folder}: the disk is full ({what}); delete what is not needed there.", exception)
            : new UpdateException(
                UpdateReason.NotWritable,
                $"{folder}: it cannot be read or written ({what}); look at whose it is, whether the disk is mounted read-only, and at the kernel's log.",
                exception);
    }

    public static UpdateException NoRoom(string folder, long needed, long free) => new(
        UpdateReason.NoRoom,
        FormattableString.Invariant($"{folder}: {needed / 1e6:0.0} MB are needed there and {free / 1e6:0.0} MB are free; delete what is not needed."));

    public static bool IsNoRoom(Exception exception) =>
        exception is IOException { HResult: Errno.ENOSPC or Errno.EDQUOT } or UpdateException { Reason: UpdateReason.NoRoom };
}
