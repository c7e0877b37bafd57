namespace EdgeVision.Workbench.Pictures;

/// <summary>A picture file is none, or is damaged.</summary>
internal sealed class PictureException(string file, string reason) : BadInputException($"{file}: {reason}");
