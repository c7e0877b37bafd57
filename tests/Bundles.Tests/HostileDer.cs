namespace EdgeVision.Bundles.Tests;

/// <summary>Signatures that are none: DER (ITU-T X.690) with other tags, lengths and numbers.</summary>
internal static class HostileDer
{
    /// <summary>A signature made of another by one to three changes; it may be longer than any is.</summary>
    public static byte[] Make(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(9))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.InsertRange(at, new byte[random.Next(1, random.Next(5) == 0 ? 400 : 4)]);
                    break;
                case 4:
                    // Lengths: of all, of the first number, in more bytes than one, and without an end.
                    int place = random.Next(2) == 0 || bytes.Count < 4 ? int.Min(1, bytes.Count - 1) : 3;
                    bytes[place] = (byte)new[] { 0, 1, 0x7F, 0x80, 0x81, 0x84, 0x88, 0xFF }[random.Next(8)];
                    break;
                case 5:
                    bytes[random.Next(int.Min(3, bytes.Count))] = (byte)new[] { 0, 2, 4, 5, 0x10, 0x24, 0x30, 0x31, 0x3F, 0xFF }[random.Next(10)];
                    break;
                case 6:
                    for (int i = int.Min(4, bytes.Count); i < bytes.Count && i < 36; i++)
                        bytes[i] = (byte)(random.Next(2) == 0 ? 0 : 0xFF);
                    break;
                case 7:
                    bytes.AddRange(whole);
                    break;
                default:
                    bytes.RemoveAt(at);
                    break;
            }
        }

        return [.. bytes];
    }
}
