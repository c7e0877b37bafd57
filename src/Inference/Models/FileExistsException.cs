namespace EdgeVision.Inference.Models;

/// <summary>A file of that name exists already, and nobody allowed replacing it.</summary>
/// <param name="path">The file that is there.</param>
public sealed class FileExistsException(string path, Exception? innerException = null) : IOException($"{path}: there is such a file already.", innerException);
