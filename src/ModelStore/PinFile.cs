using System.Text;

namespace EdgeVision.ModelStore;

/// <summary><c>pin.json</c> of a store: what a person at the board wants, in the words of a <c>model/set</c> message, which are not looked at here.</summary>
public sealed class PinFile
{
    /// <summary>Bytes it has at most.</summary>
    public const int MaxBytes = 4096;

    private readonly IDisk _disk;
    private readonly string _folder;

    /// <summary>The pin of a store.</summary>
    /// <param name="folder">The store's folder.</param>
    public PinFile(string folder)
        : this(folder, LinuxDisk.Instance)
    {
    }

    internal PinFile(string folder, IDisk disk)
    {
        _folder = System.IO.Path.GetFullPath(folder);
        Path = System.IO.Path.Combine(_folder, "pin.json");
        _disk = disk;
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>What is wanted; <see langword="null"/>: nothing is pinned.</summary>
    /// <exception cref="UpdateException">It is too large for one, or cannot be read.</exception>
    public string? Read() => Guard(() =>
    {
        byte[]? bytes = SmallFile.TryRead(Path, MaxBytes);
        if (bytes?.Length > MaxBytes)
            throw new UpdateException(
                UpdateReason.Malformed, $"{Path}: it has more than {MaxBytes} bytes; that is no pin: write one with 'edgevision model use'.");
        return bytes is null ? null : Encoding.UTF8.GetString(bytes);
    });

    /// <summary>Pins. Nothing is written where the same is pinned.</summary>
    /// <exception cref="ArgumentException">It is too long.</exception>
    /// <exception cref="UpdateException">It cannot be written.</exception>
    public void Write(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        if (bytes.Length > MaxBytes)
            throw new ArgumentException($"A pin has at most {MaxBytes} bytes, and this has {bytes.Length}.", nameof(json));

        Guard(() =>
        {
            SmallFile.Write(_disk, Path, bytes);
            return true;
        });
    }

    /// <summary>Pins nothing.</summary>
    /// <returns>Whether something was.</returns>
    /// <exception cref="UpdateException">It cannot be removed.</exception>
    public bool Clear() => Guard(() =>
    {
        if (!File.Exists(Path))
            return false;

        _disk.Delete(Path);
        _disk.Sync(_folder);
        return true;
    });

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(exception, _folder);
        }
    }
}
