using EdgeVision.Linux;

namespace EdgeVision.ModelStore;

/// <summary>A bundle that somebody names.</summary>
internal static class SourceFile
{
    /// <param name="source">What messages call it.</param>
    /// <exception cref="UpdateException">It is not there, no file, or may not be read.</exception>
    public static FileStream Open(string path, string source)
    {
        try
        {
            RegularFile.Require(path);
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UpdateException(UpdateReason.NotFound, $"{source}: there is no such file; look at the path.", exception);
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw new UpdateException(UpdateReason.NotFound, $"{source}: it cannot be read ({exception.Message.TrimEnd('.')}); look at the path.", exception);
        }
    }
}
