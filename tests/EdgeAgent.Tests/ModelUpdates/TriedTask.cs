using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Tests.ModelUpdates;

/// <summary>A classifier that does what a test wants, and notices whether it is closed while it looks or looks while it is closed.</summary>
internal sealed class TriedTask(ModelManifest model) : IVisionTask
{
    private int _looking;

    public ModelManifest Model => model;

    /// <summary>Which class it sees.</summary>
    public int Class { get; set; }

    /// <summary>What a look does first.</summary>
    public Action Looks { get; set; } = static () => { };

    public StageTimings LastTimings { get; set; }

    public bool IsDisposed { get; private set; }

    /// <summary>With memory behind it, this would have ended the process.</summary>
    public bool IsMisused { get; private set; }

    public VisionResult Look(in ImageView image)
    {
        IsMisused |= IsDisposed;
        Interlocked.Increment(ref _looking);
        try
        {
            Looks();
            return new VisionResult { Classes = new ClassScore[] { new(Class, 0.9f) } };
        }
        finally
        {
            Interlocked.Decrement(ref _looking);
        }
    }

    public void Dispose()
    {
        IsMisused |= IsDisposed || Volatile.Read(ref _looking) > 0;
        IsDisposed = true;
    }
}
