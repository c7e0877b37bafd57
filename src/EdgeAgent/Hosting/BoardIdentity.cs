using System.Security.Cryptography;
using System.Text;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// Eight digits that are another on each board and the same at each start, so that two boards with one configuration are two clients of the broker.
/// </summary>
/// <remarks>
/// From systemd's machine id, which cards copied from one another share, and from something of the board itself: the serial number in its device tree or,
/// where it has none, the address that its network adapter was made with. Only what every user may read counts, so that the service and a person get the
/// same. Nothing is written down.
/// </remarks>
internal static class BoardIdentity
{
    private const string Permanent = "0"; // NET_ADDR_PERM of linux/netdevice.h: made with the adapter, neither random nor set.
    private const string Ethernet = "1"; // ARPHRD_ETHER of linux/if_arp.h; Wi-Fi has it, too.
    private const int Digits = 8;

    /// <summary>Eight hexadecimal digits; <see langword="null"/>: nothing tells this board from another, as in most containers.</summary>
    /// <param name="root">The file system to look in.</param>
    public static string? Find(string root = "/")
    {
        string? machine = ReadId(Path.Combine(root, "etc/machine-id"));
        string? board = ReadId(Path.Combine(root, "sys/firmware/devicetree/base/serial-number")) ?? FindAddress(Path.Combine(root, "sys/class/net"));
        return machine is null && board is null
            ? null
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"edgevision {machine} {board}")))[..Digits];
    }

    /// <summary>
    /// Of the adapters' addresses the first by name; one that is plugged into USB counts only where there is no other, because it may be gone tomorrow.
    /// </summary>
    private static string? FindAddress(string folder)
    {
        if (!Directory.Exists(folder))
            return null;

        return Directory.GetFileSystemEntries(folder)
            .Where(static adapter => Path.Exists(Path.Combine(adapter, "device")) && Read(Path.Combine(adapter, "type")) == Ethernet
                && Read(Path.Combine(adapter, "addr_assign_type")) == Permanent && ReadId(Path.Combine(adapter, "address")) is not null)
            .OrderBy(IsOnUsb).ThenBy(static adapter => adapter, StringComparer.Ordinal)
            .Select(static adapter => ReadId(Path.Combine(adapter, "address"))).FirstOrDefault();
    }

    private static bool IsOnUsb(string adapter)
    {
        try
        {
            return Directory.ResolveLinkTarget(adapter, returnFinalTarget: true)?.FullName.Contains("/usb", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // Unplugged between listing and looking, so it is one of those that come and go.
            return true;
        }
    }

    /// <summary>A number that somebody gave: neither empty nor zeros, which some firmware leaves in its place.</summary>
    private static string? ReadId(string path) =>
        Read(path) is { Length: > 0 } text && text.AsSpan().ContainsAnyExcept("0:- ") && text != "uninitialized" ? text : null;

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim('\0', '\n', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Boards differ in which of these files they have; that is the point.
            return null;
        }
    }
}
