using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Tests.Preprocessing;
using EdgeVision.Pixels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.GoldenModels;

/// <summary>The one picture that all golden models look at.</summary>
internal static class GoldenPicture
{
    public static string Path { get; } = Repository.PathTo("tests", "Golden", "picture.png");

    public static TestImage Load()
    {
        PngImage picture = PngImage.Load(Path);
        return TestImage.Of(FrameFormat.Packed(PixelFormat.Rgb24, picture.Width, picture.Height), picture.Pixels);
    }

    /// <summary>A picture as a network's input, by the definition of preprocessing in double precision.</summary>
    public static float[] AsInput(TestImage picture, ImageInputSpec input) =>
        [.. ReferencePreprocessor.Run(picture, input).Select(static number => (float)number)];
}
