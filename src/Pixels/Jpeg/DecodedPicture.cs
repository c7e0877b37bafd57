namespace EdgeVision.Pixels.Jpeg;

/// <summary>What <see cref="JpegDecoder"/> wrote.</summary>
/// <param name="Format">RGB24 at the reduced size, lines without padding.</param>
/// <param name="PictureWidth">Pixels a line of the picture as stored.</param>
/// <param name="PictureHeight">Lines of the picture as stored.</param>
public readonly record struct DecodedPicture(FrameFormat Format, int PictureWidth, int PictureHeight)
{
    /// <summary>The picture in its pixels.</summary>
    /// <param name="bytes">At least as many as the format has.</param>
    public ImageView View(ReadOnlySpan<byte> bytes) => new(Format, bytes[..(int)Format.ByteCount], PictureWidth, PictureHeight);
}
