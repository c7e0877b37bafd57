using System.Buffers.Binary;

namespace EdgeVision.TestKit;

/// <summary>Messages of Protocol Buffers with something wrong in their fields, lengths or nesting; what they mean is not known here.</summary>
public static class HostileProtobuf
{
    private const int MaxDepth = 8;
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private static readonly ulong[] s_numbers =
    [
        0, 1, 2, 3, 7, 8, 64, 127, 128, 255, 1000, 65535, 65536, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, 1UL << 40, long.MaxValue, 1UL << 63,
        ulong.MaxValue, ulong.MaxValue - 1, unchecked((ulong)int.MinValue),
    ];

    /// <summary>A message made of others by one to four changes.</summary>
    public static byte[] Make(IReadOnlyList<byte[]> whole, Random random)
    {
        byte[] message = whole[random.Next(whole.Count)];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
            message = Change(message, whole[random.Next(whole.Count)], random, MaxDepth);
        switch (random.Next(16))
        {
            case 0:
                return message[..random.Next(message.Length + 1)];
            case 1 when message.Length > 0:
                message = [.. message];
                message[random.Next(message.Length)] ^= (byte)(1 << random.Next(8));
                return message;
            default:
                return message;
        }
    }

    /// <summary>Changes one field of a message, or of one in it; a length that no longer fits is mended all the way up, most times.</summary>
    private static byte[] Change(byte[] message, byte[] other, Random random, int depth)
    {
        if (!TrySplit(message, out List<Field> fields) || fields.Count == 0)
            return ChangeBytes(message, random);

        int at = random.Next(fields.Count);
        Field field = fields[at];
        if (field.Wire == Bytes && depth > 0 && random.Next(5) > 0)
        {
            byte[] changed = Change(field.Payload, other, random, depth - 1);
            fields[at] = field with { Payload = changed };
        }
        else
        {
            ChangeFields(fields, at, other, random);
        }

        return [.. fields.SelectMany(one => Join(one, random))];
    }

    private static void ChangeFields(List<Field> fields, int at, byte[] other, Random random)
    {
        Field field = fields[at];
        switch (random.Next(10))
        {
            case 0:
                fields.RemoveAt(at);
                break;
            case 1:
                fields.InsertRange(random.Next(fields.Count + 1), Enumerable.Repeat(field, random.Next(1, random.Next(6) == 0 ? 300 : 3)));
                break;
            case 2:
                int place = random.Next(fields.Count);
                (fields[at], fields[place]) = (fields[place], field);
                break;
            case 3:
                fields[at] = field with { Number = random.Next(1, 40) };
                break;
            case 4:
                fields[at] = field with { Wire = random.Next(8) };
                break;
            case 5 or 6:
                fields[at] = field.Wire == Bytes ? field with { Payload = ChangeBytes(field.Payload, random) } : field with { Value = Number(field, random) };
                break;
            case 7:
                fields[at] = field with { Payload = fields[random.Next(fields.Count)].Payload };
                break;
            case 8:
                if (TrySplit(other, out List<Field> others) && others.Count > 0)
                    fields.Insert(at, others[random.Next(others.Count)]);
                break;
            default:
                byte[] nested = field.Payload;
                for (int times = random.Next(random.Next(10) == 0 ? 300 : 12); times > 0 && nested.Length < 1 << 16; times--)
                    nested = [.. Join(field with { Wire = Bytes, Payload = nested }, random)];
                fields[at] = field with { Wire = Bytes, Payload = nested };
                break;
        }
    }

    private static ulong Number(Field field, Random random) => random.Next(3) switch
    {
        0 => field.Value + (ulong)random.Next(-2, 3),
        1 => (ulong)random.Next(40),
        _ => s_numbers[random.Next(s_numbers.Length)],
    };

    private static byte[] ChangeBytes(byte[] bytes, Random random)
    {
        byte[] changed = [.. bytes];
        switch (random.Next(7))
        {
            case 0:
                return changed[..random.Next(changed.Length + 1)];
            case 1:
                return [.. changed, .. new byte[random.Next(1, 100)]];
            case 2:
                return [];
            case 3:
                // Packed numbers.
                return [.. changed, .. ToVarint(s_numbers[random.Next(s_numbers.Length)], 0)];
            case 4 when changed.Length >= 8:
                BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(8 * random.Next(changed.Length / 8)), s_numbers[random.Next(s_numbers.Length)]);
                return changed;
            case 5:
                return [.. changed, .. changed];
            default:
                if (changed.Length > 0)
                    changed[random.Next(changed.Length)] = (byte)random.Next(256);
                return changed;
        }
    }

    private static bool TrySplit(ReadOnlySpan<byte> message, out List<Field> fields)
    {
        fields = [];
        while (!message.IsEmpty)
        {
            if (!TryReadVarint(ref message, out ulong tag) || tag >> 3 is 0 or > 1000)
                return false;
            (int number, int wire) = ((int)(tag >> 3), (int)(tag & 7));
            ulong value = 0;
            byte[] payload = [];
            int width = wire == Fixed64 ? 8 : wire == Fixed32 ? 4 : 0;
            switch (wire)
            {
                case Varint:
                    if (!TryReadVarint(ref message, out value))
                        return false;
                    break;
                case Bytes:
                    if (!TryReadVarint(ref message, out ulong length) || length > (ulong)message.Length)
                        return false;
                    payload = message[..(int)length].ToArray();
                    message = message[(int)length..];
                    break;
                case Fixed64 or Fixed32:
                    if (message.Length < width)
                        return false;
                    for (int i = 0; i < width; i++)
                        value |= (ulong)message[i] << (8 * i);
                    message = message[width..];
                    break;
                default:
                    return false;
            }

            fields.Add(new Field(number, wire, value, payload));
        }

        return true;
    }

    private static IEnumerable<byte> Join(Field field, Random random)
    {
        // Now and then more bytes than a number needs, or more than one may have.
        int padding = random.Next(400) == 0 ? random.Next(12) : 0;
        byte[] tag = ToVarint(((ulong)field.Number << 3) | (uint)field.Wire, padding);
        switch (field.Wire)
        {
            case Varint:
                return [.. tag, .. ToVarint(field.Value, padding)];
            case Bytes:
                ulong length = (ulong)field.Payload.Length;
                if (random.Next(400) == 0)
                    length = random.Next(2) == 0 ? length + (ulong)random.Next(-2, 3) : s_numbers[random.Next(s_numbers.Length)];
                return [.. tag, .. ToVarint(length, padding), .. field.Payload];
            case Fixed64:
                return [.. tag, .. BitConverter.GetBytes(field.Value)];
            case Fixed32:
                return [.. tag, .. BitConverter.GetBytes((uint)field.Value)];
            default:
                return [.. tag, .. field.Payload];
        }
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < 10 && i < bytes.Length; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0x80)
                continue;
            bytes = bytes[(i + 1)..];
            return true;
        }

        return false;
    }

    private static byte[] ToVarint(ulong value, int padding)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        if (padding == 0)
            return [.. bytes, (byte)value];
        return [.. bytes, (byte)(value | 0x80), .. Enumerable.Repeat((byte)0x80, padding - 1), 0];
    }

    private sealed record Field(int Number, int Wire, ulong Value, byte[] Payload);
}
