namespace EdgeVision.ModelStore.Tests;

/// <summary>A disk that fails at one chosen place.</summary>
internal sealed class FaultyDisk(int place, Fault fault) : IDisk
{
    private readonly HashSet<string> _unsynced = [];
    private readonly List<(string From, string To, byte[]? Replaced)> _unsyncedMoves = [];
    private int _places;
    private bool _isDead;

    /// <summary>Whether the chosen place was reached.</summary>
    public bool WasReached => _places >= place;

    /// <summary>The process ends now, wherever it is.</summary>
    public void Die() => _isDead = true;

    public long FreeBytes(string folder) => LinuxDisk.Instance.FreeBytes(folder);

    public void CreateFolder(string path)
    {
        Pass();
        LinuxDisk.Instance.CreateFolder(path);
    }

    public Stream Create(string path)
    {
        Pass();
        _unsynced.Add(path);
        return new FaultyStream(LinuxDisk.Instance.Create(path), this);
    }

    public Stream Append(string path, long length)
    {
        Pass();
        return new FaultyStream(LinuxDisk.Instance.Append(path, length), this);
    }

    public void Sync(string path)
    {
        Pass();
        LinuxDisk.Instance.Sync(path);
        _unsynced.Remove(path);
        _unsyncedMoves.RemoveAll(move => Path.GetDirectoryName(move.To) == path);
    }

    public void Move(string from, string to)
    {
        Pass();
        _unsyncedMoves.Add((from, to, File.Exists(to) ? File.ReadAllBytes(to) : null));
        LinuxDisk.Instance.Move(from, to);
        foreach (string path in _unsynced.Where(path => path == from || path.StartsWith(from + "/", StringComparison.Ordinal)).ToArray())
        {
            _unsynced.Remove(path);
            _unsynced.Add(to + path[from.Length..]);
        }
    }

    public void Delete(string path)
    {
        if (Directory.Exists(path) && IsNext && Directory.EnumerateFiles(path).FirstOrDefault() is { } first)
            File.Delete(first);
        Pass();
        LinuxDisk.Instance.Delete(path);
    }

    /// <summary>The machine's end: nothing that was not brought to the disk is certain.</summary>
    public void CutPower()
    {
        for (int i = _unsyncedMoves.Count - 1; i >= 0; i--)
            Undo(_unsyncedMoves[i]);
        foreach (string path in _unsynced.Where(File.Exists))
        {
            using FileStream file = File.OpenWrite(path);
            file.SetLength(file.Length / 2);
        }
    }

    private bool IsNext => _places + 1 == place;

    private static void Undo((string From, string To, byte[]? Replaced) move)
    {
        if (Path.Exists(move.To))
            LinuxDisk.Instance.Move(move.To, move.From);
        if (move.Replaced is not null)
            File.WriteAllBytes(move.To, move.Replaced);
    }

    private void Pass()
    {
        if (_isDead)
            throw new KilledException();
        if (++_places != place)
            return;
        if (fault == Fault.NoRoom)
            throw new IOException("No space left on device", 28);

        _isDead = true;
        throw new KilledException();
    }

    private sealed class FaultyStream(Stream inner, FaultyDisk disk) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (disk.IsNext)
                inner.Write(buffer[..(buffer.Length / 2)]);
            disk.Pass();
            inner.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
