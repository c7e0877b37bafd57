using System.Runtime.InteropServices;

namespace EdgeVision.Linux;

/// <summary><c>struct statx</c> (linux/stat.h): 256 bytes and, unlike <c>struct stat</c>, the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    /// <summary>stx_uid: the number of the user it belongs to.</summary>
    [FieldOffset(20)]
    public uint User;

    /// <summary>stx_gid: the number of the group it belongs to.</summary>
    [FieldOffset(24)]
    public uint Group;

    /// <summary>stx_mode: what it is, in the bits of S_IFMT, and who may do what with it.</summary>
    [FieldOffset(28)]
    public ushort Mode;
}
