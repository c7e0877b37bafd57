using System.Buffers.Binary;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>
/// Ids of RFC 9562, version 7, as <see cref="Guid.CreateVersion7()"/> makes them. That one throws where there is no /dev/urandom;
/// an id is no secret and needs none.
/// </summary>
internal static class TimeOrderedId
{
    /// <summary>An id of this moment.</summary>
    public static Guid At(DateTimeOffset utc)
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        // 48 bits of milliseconds, then the version and the variant among random bits.
        ulong head = (ulong)utc.ToUnixTimeMilliseconds() << 16 | 0x7000 | (BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x0FFFu);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, head);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
