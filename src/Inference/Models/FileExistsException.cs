namespace EdgeVision.Inference.Models;

/// <summary>A file has the name already that one is to be written under, and nobody said that it may go.</summary>
/// <param name="path">The file that is there.</param>
public sealed class FileExistsException(string path, Exception? innerException = null) : IOException($"{path}: there is such a file already.", innerException);
