using System.Runtime.InteropServices;

namespace EdgeVision.Inference.Tests.Preprocessing;

/// <summary>Bytes that end where an unreadable page begins, so that reading one byte too many ends the process.</summary>
internal sealed unsafe partial class GuardedBytes : IDisposable
{
    private readonly nuint _mapped;
    private readonly nint _address;
    private readonly int _length;

    public GuardedBytes(ReadOnlySpan<byte> content)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        _length = content.Length;
        _mapped = (((nuint)_length + page - 1) / page * page) + page;
        _address = MemoryMap(0, _mapped, 0x3, 0x22, -1, 0);
        Assert.NotEqual(-1, _address);
        Assert.Equal(0, MemoryProtect(_address + (nint)(_mapped - page), page, 0));
        content.CopyTo(new Span<byte>(Start, _length));
    }

    public ReadOnlySpan<byte> Span => new(Start, _length);

    private byte* Start => (byte*)_address + (_mapped - (nuint)Environment.SystemPageSize - (nuint)_length);

    public void Dispose() => Assert.Equal(0, MemoryUnmap(_address, _mapped));

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint MemoryMap(nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int MemoryProtect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int MemoryUnmap(nint address, nuint length);
}
