using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Sessions;

/// <summary>A model that can run: what its manifest says of it, its file and the session that runs it. Disposing of it disposes of the session.</summary>
/// <remarks>Has one owner at a time: what takes it disposes of it, also where taking it fails.</remarks>
public sealed class LoadedModel(ModelManifest manifest, ModelFile file, IInferenceSession session) : IDisposable
{
    /// <summary>What the manifest says.</summary>
    public ModelManifest Manifest => manifest;

    /// <summary>Runs the model.</summary>
    public IInferenceSession Session => session;

    /// <summary>Gives the model to what <paramref name="take"/> makes of it, which owns it from then on; where that throws, the model is disposed of.</summary>
    internal T HandOver<T>(Func<LoadedModel, T> take)
        where T : IDisposable
    {
        try
        {
            return take(this);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Says what is wrong with the model, or between it and its manifest.</summary>
    /// <param name="reason">A clause without a full stop.</param>
    internal ModelFormatException Error(string reason) => file.Error(reason);

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();
}
