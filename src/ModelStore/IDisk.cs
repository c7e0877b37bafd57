namespace EdgeVision.ModelStore;

/// <summary>All that a store does to a disk, so that a test can let each of it fail, or end there as a loss of power would.</summary>
internal interface IDisk
{
    /// <summary>Bytes that may still be written below a folder that is there.</summary>
    long FreeBytes(string folder);

    /// <summary>Makes a folder whose parent is there. It is the parent's owner's.</summary>
    void CreateFolder(string path);

    /// <summary>Opens an empty file for writing; another of this name is gone. It is the owner's of the folder.</summary>
    Stream Create(string path);

    /// <summary>Opens a file that is there for writing behind its first bytes; what was behind them is gone.</summary>
    Stream Append(string path, long length);

    /// <summary>Brings a file's bytes, or a folder's names, from memory to the disk.</summary>
    void Sync(string path);

    /// <summary>Renames a file, over another where there is one, or a folder.</summary>
    void Move(string from, string to);

    /// <summary>Deletes a file, or a folder with all that is in it; nothing where there is nothing.</summary>
    void Delete(string path);
}
