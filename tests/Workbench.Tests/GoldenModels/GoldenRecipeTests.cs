using EdgeVision.Inference.Tests.GoldenModels;
using EdgeVision.Inference.Tests.Preprocessing;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Png;

namespace EdgeVision.Workbench.Tests.GoldenModels;

/// <summary>
/// That the files of tests/Golden are what their recipes make, to the byte. With EDGEVISION_WRITE_GOLDEN=1 they are written as well: for a change of a recipe,
/// never to make another test pass.
/// </summary>
public sealed class GoldenRecipeTests
{
    private static readonly bool s_writes = Environment.GetEnvironmentVariable("EDGEVISION_WRITE_GOLDEN") == "1";

    private static readonly TestImage s_picture = TestImage.Of(
        FrameFormat.Packed(PixelFormat.Rgb24, GoldenPicturePainter.Width, GoldenPicturePainter.Height), GoldenPicturePainter.Paint());

    public static TheoryData<string> Names => [.. GoldenRecipes.All.Select(static recipe => recipe.Name)];

    [Fact]
    public void EveryGoldenModelHasARecipe() =>
        Assert.Subset(GoldenRecipes.All.Select(static recipe => recipe.Name).ToHashSet(), GoldenModel.Names.ToHashSet());

    // The pixels and not the file: another libpng may compress them otherwise.
    [Fact]
    public void ThePictureIsWhatIsPainted()
    {
        if (s_writes)
        {
            using PngEncoder encoder = new();
            File.WriteAllBytes(GoldenPicture.Path, encoder.Encode(s_picture.Bytes, s_picture.Format).ToArray());
        }

        TestImage picture = GoldenPicture.Load();

        Assert.Equal((s_picture.Width, s_picture.Height), (picture.Width, picture.Height));
        Assert.Equal(s_picture.Bytes, picture.Bytes);
    }

    [Theory, MemberData(nameof(Names))]
    public void TheFilesAreWhatTheRecipeMakes(string name)
    {
        string folder = Path.Combine(GoldenModel.Folder, name);
        SortedDictionary<string, byte[]> made = GoldenRecipes.All.Single(recipe => recipe.Name == name).Make(s_picture);
        if (s_writes)
        {
            Directory.CreateDirectory(folder);
            foreach ((string file, byte[] bytes) in made)
                File.WriteAllBytes(Path.Combine(folder, file), bytes);
        }

        Assert.Equal(made.Keys, Directory.GetFiles(folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        foreach ((string file, byte[] bytes) in made)
            Assert.True(File.ReadAllBytes(Path.Combine(folder, file)).AsSpan().SequenceEqual(bytes), $"{name}/{file} is not what its recipe makes");
    }
}
