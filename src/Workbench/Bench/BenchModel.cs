using System.Diagnostics;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary>A model to time: a package with its manifest, or any ONNX file.</summary>
internal sealed class BenchModel
{
    private readonly ModelFile _file;

    private BenchModel(string path, ModelPackage? package)
    {
        Source = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        _file = package?.File ?? new ModelFile(path);
    }

    /// <summary>The name of the folder or file, for people.</summary>
    public string Name { get; }

    /// <summary>The folder or file that <see cref="Locate"/> found, and finds again.</summary>
    public string Source { get; }

    /// <summary>The ONNX file.</summary>
    public string Path => _file.Path;

    /// <summary>The model that <paramref name="nameOrPath"/> means.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="ModelFormatException">Its manifest cannot be used.</exception>
    public static BenchModel Locate(string nameOrPath)
    {
        string path = InstalledModels.Locate(nameOrPath);
        return new BenchModel(path, Directory.Exists(path) ? ModelPackage.Open(path) : null);
    }

    /// <summary>A session of the engine; where there is a manifest, of the very bytes it describes.</summary>
    /// <exception cref="ModelFormatException">The engine cannot run the model.</exception>
    public IInferenceSession Open(EngineKind engine, int threads) => InferenceSessions.Open(_file, new EngineOptions { Engine = engine, Threads = threads });

    /// <summary>A session that has run once, on noise in [-1, 1] that is the same each time, and how long it took to get there from the file.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public (IInferenceSession Session, TimeSpan Time) Load(EngineKind engine, int threads)
    {
        long start = Stopwatch.GetTimestamp();
        IInferenceSession session = Open(engine, threads);
        TimeSpan time = Stopwatch.GetElapsedTime(start);

        var random = new Random(1);
        for (int index = 0; index < session.Inputs.Count; index++)
        {
            foreach (ref float value in session.Input(index))
                value = random.NextSingle() * 2f - 1f;
        }

        start = Stopwatch.GetTimestamp();
        session.Run();
        return (session, time + Stopwatch.GetElapsedTime(start));
    }
}
