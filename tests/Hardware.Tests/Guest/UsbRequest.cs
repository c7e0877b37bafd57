using System.Buffers.Binary;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>
/// A control request of the kernel's to a device over USB/IP (<c>Documentation/usb/usbip_protocol.rst</c>: all numbers of its headers are big-endian).
/// </summary>
/// <param name="Sequence">The answer carries it.</param>
/// <param name="Type">bmRequestType.</param>
/// <param name="Command">bRequest.</param>
/// <param name="Length">Bytes that the other side wants or has sent.</param>
/// <param name="Data">What it has sent.</param>
internal sealed record UsbRequest(int Sequence, byte Type, byte Command, int Value, int Index, int Length, byte[] Data)
{
    private const int HeaderSize = 48, SetupAt = 40;
    private const int Submit = 1, Unlink = 2, Submitted = 3, Unlinked = 4; // USBIP_CMD_SUBMIT, USBIP_CMD_UNLINK, and what answers them
    private const int Pipe = -32; // EPIPE: the device stalls

    /// <summary>Waits for the next one.</summary>
    /// <returns><see langword="null"/>: the device was pulled out.</returns>
    public static UsbRequest? TryTake(Stream stream)
    {
        byte[] header = new byte[HeaderSize];
        while (true)
        {
            if (stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
                return null;
            int sequence = Number(header, 4);
            if (Number(header, 0) == Submit)
            {
                ReadOnlySpan<byte> setup = header.AsSpan(SetupAt);
                bool sends = Number(header, 12) == 0;
                byte[] data = new byte[sends ? Number(header, 24) : 0];
                stream.ReadExactly(data);
                return new UsbRequest(
                    sequence,
                    setup[0],
                    setup[1],
                    BinaryPrimitives.ReadUInt16LittleEndian(setup[2..]),
                    BinaryPrimitives.ReadUInt16LittleEndian(setup[4..]),
                    BinaryPrimitives.ReadUInt16LittleEndian(setup[6..]),
                    data);
            }

            // Each is answered before the next is read, so there is nothing left to take back.
            if (Number(header, 0) == Unlink)
                stream.Write(Header(Unlinked, sequence, 0, 0));
        }
    }

    /// <summary>Answers it.</summary>
    /// <param name="data">What the other side reads, cut to what it wants; <see langword="null"/> refuses.</param>
    public void Answer(Stream stream, byte[]? data)
    {
        bool reads = (Type & 0x80) != 0;
        int length = data is null ? 0 : reads ? Math.Min(data.Length, Length) : Length;
        byte[] answer = Header(Submitted, Sequence, data is null ? Pipe : 0, length);
        stream.Write(reads ? [.. answer, .. (data ?? []).AsSpan(0, length)] : answer);
    }

    private static byte[] Header(int command, int sequence, int status, int length)
    {
        byte[] header = new byte[HeaderSize];
        BinaryPrimitives.WriteInt32BigEndian(header, command);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), sequence);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(20), status);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(24), length);
        return header;
    }

    private static int Number(byte[] header, int at) => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(at));
}
