using System.Security.Cryptography;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// Notices that a configuration file has another content, however it came by it: written in place, renamed over, or behind a symbolic link that leads elsewhere
/// now, as container platforms do. It is read every two seconds: notifications of the kernel's miss such links and network file systems, and are few.
/// </summary>
internal sealed class ConfigurationWatch : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly Func<bool> _isWanted;
    private readonly Action _changed;
    private readonly ITimer _timer;
    private string? _told;
    private string? _seen;
    private int _isLooking;

    /// <summary>Begins to look.</summary>
    /// <param name="isWanted">Whether anybody wants to know just now.</param>
    /// <param name="changed">Is called once for each content that stays the same for two seconds.</param>
    public ConfigurationWatch(string path, TimeProvider time, Func<bool> isWanted, Action changed)
    {
        _path = path;
        _isWanted = isWanted;
        _changed = changed;
        _told = _seen = ContentOf(path);
        _timer = time.CreateTimer(_ => Look(), null, s_pause, s_pause);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        // A file system that hangs holds one thread, not one more every two seconds.
        if (!_isWanted() || Interlocked.Exchange(ref _isLooking, 1) != 0)
            return;

        try
        {
            string? now = ContentOf(_path);
            bool isWhole = now == _seen;
            _seen = now;
            // What is being written is not read yet, and what is not there is no configuration.
            if (now is null || now == _told || !isWhole)
                return;

            _told = now;
            _changed();
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    private static string? ContentOf(string path)
    {
        try
        {
            // One that waits for a writer would be waited for.
            if (RegularFile.IsReplaced(path))
                return null;
            using FileStream file = File.OpenRead(path);
            return Convert.ToHexString(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
