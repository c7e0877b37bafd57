using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>
/// An output with a life. Its steps come in the order they stand here, and all outputs take one before any takes the next; but where an agent is prepared
/// beside another that still runs, <see cref="Secure"/> comes after <see cref="Prepare"/>. A life may end after any step; then <see cref="Release"/> and
/// <see cref="IDisposable.Dispose"/> still come.
/// </summary>
internal interface IOutput : IDisposable
{
    /// <summary>Takes hold of what must be at a safe level before anything else happens. What cannot be had yet is tried again, and does not throw.</summary>
    void Secure()
    {
    }

    /// <summary>
    /// Makes what can be made before the model is there, so that a wrong setting shows before the model's long load. Touches nothing outside.
    /// </summary>
    /// <exception cref="Exception">What is wrong with its settings.</exception>
    void Open()
    {
    }

    /// <summary>Makes what needs to know the model. Touches nothing outside.</summary>
    void Prepare(ModelManifest model)
    {
    }

    /// <summary>Begins, and says who is to be told what the pipeline sees.</summary>
    IEventSink Start();

    /// <summary>
    /// Goes to the safe level at once and stays there, whatever comes later. Any thread; must not wait. It comes also where a defect ends the process, and
    /// <see cref="Release"/> does not.
    /// </summary>
    void MakeSafe()
    {
    }

    /// <summary>
    /// Says farewell; <see langword="false"/>: it has not ended within <paramref name="limit"/>, and is called again, which only waits. All outputs share
    /// the two seconds of a stop, in their order, so a late one may get none. A reload goes on asking for 10 s; what has not ended then fails it, and the
    /// process ends: what waits for a bus or a network needs a limit of its own.
    /// </summary>
    bool Stop(TimeSpan limit) => true;

    /// <summary>
    /// Lets go of what it holds outside. Its sink may still be called, since a pipeline that hangs has not ended: signals and buffers that the sink
    /// touches are freed by <see cref="IDisposable.Dispose"/>.
    /// </summary>
    void Release();

    /// <summary>Frees what its sink works with. Nobody calls that any more.</summary>
    void IDisposable.Dispose()
    {
    }

    /// <summary>A sentence for each thing that does not obey, for the status line.</summary>
    IReadOnlyList<string> Errors => [];
}
