using System.Text;
using EdgeVision.TestKit;

namespace EdgeVision.Bundles.Tests;

/// <summary>Bundles with something wrong in their headers, their order or their manifest, most with sums and sizes that are right again.</summary>
internal static class HostileTar
{
    private const int Block = TarHeader.BlockLength;

    private static readonly string[] s_names = ["bundle.json", "model.onnx", "manifest.json", "../escape", "/etc/passwd", "", "a/b", new string('n', 100)];

    /// <summary>A bundle made of another by one to three changes.</summary>
    public static byte[] Make(byte[] whole, IReadOnlyList<byte[]> manifests, Random random)
    {
        List<byte[]> entries = Entries(whole);
        for (int changes = random.Next(1, 4); changes > 0 && entries.Count > 0; changes--)
            Change(entries, manifests, random);
        byte[] end = random.Next(12) == 0 ? new byte[random.Next(4) * Block] : new byte[2 * Block];
        byte[] made = [.. entries.SelectMany(static entry => entry), .. end];
        switch (random.Next(14))
        {
            case 0:
                return made[..random.Next(made.Length + 1)];
            case 1 when made.Length > 0:
                made[random.Next(made.Length)] ^= (byte)(1 << random.Next(8));
                return made;
            default:
                return made;
        }
    }

    private static void Change(List<byte[]> entries, IReadOnlyList<byte[]> manifests, Random random)
    {
        int at = random.Next(entries.Count);
        byte[] entry = entries[at] = [.. entries[at]];
        switch (random.Next(10))
        {
            case 0:
                entries.RemoveAt(at);
                break;
            case 1:
                entries.Insert(random.Next(entries.Count + 1), entry);
                break;
            case 2:
                int other = random.Next(entries.Count);
                (entries[at], entries[other]) = (entries[other], entry);
                break;
            case 3:
                TarHeader.Write(entry.AsSpan(0, Block), s_names[random.Next(s_names.Length)], entry.Length - Block);
                break;
            case 4:
                // A size that is another, or no octal number.
                byte[] size = random.Next(3) switch
                {
                    0 => Encoding.ASCII.GetBytes(Convert.ToString(random.NextInt64(1L << random.Next(1, 36)), 8).PadLeft(11, '0')[..11]),
                    1 => "77777777777\0"u8.ToArray(),
                    _ => [0x80, 0, 0, 0, (byte)random.Next(256), .. new byte[7]],
                };
                size.CopyTo(entry, 124);
                Resum(entry);
                break;
            case 5:
                entry[random.Next(Block)] = (byte)random.Next(256);
                if (random.Next(4) > 0)
                    Resum(entry);
                break;
            case 6:
                entry[156] = (byte)"\0 0123567LKxgSV"[random.Next(15)];
                Resum(entry);
                break;
            case 7:
                entry[random.Next(entry.Length)] ^= (byte)(1 << random.Next(8));
                break;
            default:
                entries[0] = Entry("bundle.json", HostileJson.Make(manifests, random));
                break;
        }
    }

    /// <summary>A file in an archive, as it should be.</summary>
    public static byte[] Entry(string name, byte[] content)
    {
        byte[] header = new byte[Block];
        TarHeader.Write(header, name, content.Length);
        return [.. header, .. content, .. new byte[TarHeader.PaddingAfter(content.Length)]];
    }

    private static void Resum(byte[] entry)
    {
        int sum = 8 * ' ';
        for (int i = 0; i < Block; i++)
            sum += i is >= 148 and < 156 ? 0 : entry[i];
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(entry, 148);
    }

    private static List<byte[]> Entries(byte[] bundle)
    {
        List<byte[]> entries = [];
        for (int at = 0; TarHeader.TryRead(bundle.AsSpan(at, Block), out _, out long size);)
        {
            int end = at + Block + (int)size + TarHeader.PaddingAfter(size);
            entries.Add(bundle[at..end]);
            at = end;
        }

        return entries;
    }
}
