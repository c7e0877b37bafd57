using System.Collections.Concurrent;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Tests.ModelUpdates;

/// <summary>A pipeline that sees a frame each millisecond, with whatever model is put into it.</summary>
internal sealed class ScriptedSeat : IModelSeat, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _pipeline;
    private SharedModel? _current;
    private IFrameWitness? _witness;

    public ScriptedSeat()
    {
        _pipeline = new Thread(Run) { IsBackground = true };
        _pipeline.Start();
    }

    /// <summary>What the process that tries a model does.</summary>
    public Action<string, CancellationToken> Tries { get; set; } = static (_, _) => { };

    /// <summary>What opening a model of this name does to it.</summary>
    public Action<TriedTask> Opens { get; set; } = static _ => { };

    /// <summary>Whether rules and outputs can do with it.</summary>
    public Action<ModelManifest> Requires { get; set; } = static _ => { };

    /// <summary>What taking it does.</summary>
    public Action<string> Puts { get; set; } = static _ => { };

    /// <summary>All that were opened.</summary>
    public ConcurrentQueue<TriedTask> Opened { get; } = new();

    /// <summary>The names of those that saw, in order.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    public bool OpensAtAnyPriority => true;

    public float? MinimumScore => null;

    public SharedModel? Current => Volatile.Read(ref _current);

    public string CurrentName => Current!.Task.Model.Name;

    public void Sit(SharedModel model)
    {
        Seen.Enqueue(model.Task.Model.Name);
        Volatile.Write(ref _current, model);
    }

    public void Try(string place, CancellationToken stoppingToken) => Tries(place, stoppingToken);

    public IVisionTask Open(string place)
    {
        var task = new TriedTask(ModelPackage.Open(place).Manifest);
        Opens(task);
        Opened.Enqueue(task);
        return task;
    }

    public void Require(ModelManifest model) => Requires(model);

    public SharedModel Put(SharedModel model)
    {
        Puts(model.Task.Model.Name);
        lock (_gate)
        {
            SharedModel before = _current!;
            Sit(model);
            return before;
        }
    }

    public void Watch(IFrameWitness? witness) => Volatile.Write(ref _witness, witness);

    public void Dispose()
    {
        _end.Set();
        _pipeline.Join();
        _end.Dispose();
        _current?.Dispose();
    }

    private void Run()
    {
        byte[] pixels = new byte[16];
        FrameFormat grey = FrameFormat.Packed(PixelFormat.Grey, 4, 4);
        while (!_end.Wait(1))
        {
            lock (_gate)
            {
                if (_current is not { } running)
                    continue;
                IFrameWitness? witness = Volatile.Read(ref _witness);
                try
                {
                    var view = new ImageView(grey, pixels);
                    witness?.Saw(running.Task, in view, running.Task.Look(view), TimeSpan.FromMilliseconds(1));
                }
                catch (Exception e)
                {
                    witness?.Failed(running.Task, e);
                }
            }
        }
    }
}
