namespace EdgeVision.Pixels.Jpeg;

/// <summary>What <see cref="JpegDecoder"/> wrote.</summary>
/// <param name="Format">RGB24 at the reduced size, lines without padding.</param>
/// <param name="PictureWidth">Pixels a line of the picture as stored.</param>
/// <param name="PictureHeight">Lines of the picture as stored.</param>
public readonly record struct DecodedPicture(FrameFormat Format, int PictureWidth, int PictureHeight);
