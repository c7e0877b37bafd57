using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace EdgeVision.Inference.Models;

/// <summary>
/// A file mapped read-only: the kernel loads pages when they are touched and may drop them again, so a model is never in memory twice.
/// The file must not be written to meanwhile; replace a model by renaming, which leaves the mapped file as it is.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _pointer;

    /// <summary>Maps the whole of an open file, which it closes.</summary>
    /// <param name="stream">From 1 byte to <see cref="Array.MaxLength"/>.</param>
    /// <exception cref="IOException">It cannot be mapped.</exception>
    public MappedFile(FileStream stream)
    {
        Length = checked((int)stream.Length);
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _pointer);
        _pointer += _view.PointerOffset;
    }

    /// <summary>Bytes in the file.</summary>
    public int Length { get; }

    /// <summary>All bytes; valid until <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null, this);
            return new ReadOnlySpan<byte>(_pointer, Length);
        }
    }

    /// <summary><paramref name="count"/> little-endian floats from <paramref name="offset"/> on, not copied and perhaps unaligned.</summary>
    public ReadOnlyMemory<float> Floats(int offset, int count) => new FloatMemory(this, offset, count).Memory;

    /// <summary>Unmaps the file.</summary>
    public void Dispose()
    {
        if (_pointer is null)
            return;
        _pointer = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private sealed class FloatMemory(MappedFile file, int offset, int count) : MemoryManager<float>
    {
        // MemoryMarshal.Cast is not used: it is a plain reinterpretation too, but this keeps the length in elements checked once, here.
        public override Span<float> GetSpan()
        {
            fixed (byte* start = file.Bytes.Slice(offset, checked(count * sizeof(float))))
                return new Span<float>(start, count);
        }

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            fixed (byte* start = file.Bytes.Slice(offset, checked(count * sizeof(float))))
                return new MemoryHandle((float*)start + elementIndex);
        }

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
