using EdgeVision.Inference.GoldenSamples;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels.Png;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Model.Bundling;

/// <summary>The golden sample of a bundle in the making: two files in a folder that goes when this is disposed of.</summary>
internal sealed class GoldenFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgevision-golden-");

    private GoldenFiles()
    {
    }

    /// <summary>The files, with their names in the bundle.</summary>
    public IReadOnlyList<(string Name, string Path)> Files =>
        [.. ((string[])[GoldenSample.PictureName, GoldenSample.AnswerName]).Select(name => (name, Path.Combine(_folder.FullName, name)))];

    /// <summary>Has the model look at a picture, and keeps both.</summary>
    /// <param name="picture">JPEG or PNG; of a JPEG as much as covers the network's input.</param>
    /// <exception cref="ModelFormatException">No engine opens the model.</exception>
    /// <exception cref="PictureException">The file is no picture, or shows nothing that the model knows.</exception>
    /// <exception cref="FileNotFoundException">There is no such picture.</exception>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public static GoldenFiles Make(string picture, ModelPackage package)
    {
        using PictureReader reader = new();
        reader.Read(picture, package.Manifest.Input!.Width, package.Manifest.Input.Height);
        using PngEncoder encoder = new();
        ReadOnlySpan<byte> png = encoder.Encode(reader.Bytes, reader.Format);
        if (png.Length > GoldenSample.MaxPictureBytes)
        {
            throw new PictureException(
                picture, $"it takes {png.Length >> 20} MiB as PNG, and may take {GoldenSample.MaxPictureBytes >> 20}; scale it down first.");
        }

        using IVisionTask task = VisionTasks.Open(AnyEngine.Load(package, out EngineKind engine), GoldenSample.RecordingScore(package.Manifest));
        GoldenFiles files = new();
        try
        {
            byte[] answer = GoldenSample.Record(png, task, EngineNames.Of(engine), files._folder.FullName);
            File.WriteAllBytes(files.Files[0].Path, png);
            File.WriteAllBytes(files.Files[1].Path, answer);
            return files;
        }
        catch (ModelFormatException exception)
        {
            files.Dispose();
            throw new PictureException(picture, exception.Reason + ".");
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
