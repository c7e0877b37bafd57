using System.Diagnostics.CodeAnalysis;
using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>
/// Cameras to sinks: a capture thread for each camera and one inference thread that takes the cameras with a fresh frame in turn, so that a fast
/// camera never starves a slow one and a dead one costs nothing. No tasks and no allocation on a frame's way. An exception at a frame costs that frame.
/// </summary>
internal sealed partial class VisionPipeline : IDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(200);

    private readonly CameraChannel[] _channels;
    private readonly FrameProcessor _processor;
    private readonly DefectContainment _defects;
    private readonly CameraPresence _presence;
    private readonly CameraGate _gate;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _ready = new(false);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EventDispatcher _dispatcher;
    private SeeingModel? _successor;
    private Thread? _thread;
    private int _next;
    private bool _disposed;

    /// <summary>Owns the channels, but neither the task nor the sinks.</summary>
    public VisionPipeline(
        IReadOnlyList<CameraChannel> channels, IVisionTask task, EventDispatcher dispatcher, TimeProvider time, ILogger<VisionPipeline> logger)
    {
        _channels = [.. channels];
        _defects = new DefectContainment(time, logger);
        _presence = new CameraPresence(dispatcher, _defects, time, logger);
        _processor = new FrameProcessor(task, dispatcher, time, _presence.Find);
        _gate = new CameraGate(_processor, _presence, dispatcher, time, logger);
        _dispatcher = dispatcher;
        _time = time;
        _logger = logger;
        Statistics = new PipelineStatistics(channels);
    }

    /// <summary>How it is doing.</summary>
    public PipelineStatistics Statistics { get; }

    /// <summary>
    /// Ends when every source has ended or <see cref="Stop"/> was called. Fails when all cameras have ended and at least one of them failed, or when there
    /// were nothing but defects for longer than <see cref="DefectLimit"/> allows.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <inheritdoc cref="FrameProcessor.Witness"/>
    public IFrameWitness? Witness
    {
        get => _processor.Witness;
        set => _processor.Witness = value;
    }

    /// <summary>
    /// Sees with another model from the next frame on: no camera is closed, tracks and events go on where the labels agree. Any thread. The model before is
    /// free once <see cref="SeeingModel.Taken"/> has ended.
    /// </summary>
    public void Exchange(SeeingModel model)
    {
        Interlocked.Exchange(ref _successor, model)?.Fail(new OperationCanceledException("Another model came before it was taken."));
        _ready.Set();
    }

    /// <summary>Takes back a model that was not taken yet; <see langword="false"/>: it was.</summary>
    public bool TryWithdraw(SeeingModel model) => Interlocked.CompareExchange(ref _successor, null, model) == model;

    /// <summary>Starts all threads.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "inference" };
        _thread.Start();
        foreach (CameraChannel channel in _channels)
        {
            LogStarts(channel.Name, channel.Description);
            channel.Start(_ready, _defects.ContainCapture, _stopping.Token);
        }
    }

    /// <summary>
    /// Ends every event, tells the sinks that the cameras are offline, and ends the threads; <see langword="false"/>: one did not end
    /// within <paramref name="limit"/>.
    /// </summary>
    public bool Stop(TimeSpan limit)
    {
        _stopping.Cancel();
        _ready.Set();
        long start = _time.GetTimestamp();
        bool ended = _thread is null || _thread.Join(limit);
        foreach (CameraChannel channel in _channels)
        {
            TimeSpan left = limit - _time.GetElapsedTime(start);
            ended &= channel.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        return ended;
    }

    /// <summary>
    /// Closes the sources. Where <see cref="Stop"/> could not end a thread, it is not waited for again, and its memory is left to the end of the process.
    /// </summary>
    public void Dispose()
    {
        if (_disposed || !Stop(_stopping.IsCancellationRequested ? TimeSpan.Zero : TimeSpan.FromSeconds(1)))
            return;

        _disposed = true;
        foreach (CameraChannel channel in _channels)
            channel.Dispose();
        _ready.Dispose();
        _stopping.Dispose();
    }

    private void Run()
    {
        Exception? failure = null;
        try
        {
            // By this thread, whose priority they are to have.
            _processor.Task.StartWorkers();
            while (!_stopping.IsCancellationRequested && !Array.TrueForAll(_channels, static channel => channel.IsOver))
            {
                TakeSuccessor();
                if (TryTakeNext(out CameraChannel? channel, out Frame? frame))
                    Process(channel, frame);
                else
                    _ready.WaitOne(s_tick);

                foreach (CameraChannel watched in _channels)
                {
                    _gate.IsShut(watched);
                    _presence.LookAfter(watched);
                }

                _defects.ThrowIfEndless();
            }
        }
        catch (Exception e)
        {
            failure = e;
        }

        foreach (CameraChannel channel in _channels)
            _presence.Lose(channel, isEnd: true);
        Interlocked.Exchange(ref _successor, null)?.Fail(new OperationCanceledException("The pipeline has ended."));
        Complete(failure);
    }

    /// <summary>Between two frames: each is seen by one model with its own labels and rules.</summary>
    private void TakeSuccessor()
    {
        if (Volatile.Read(ref _successor) is null || Interlocked.Exchange(ref _successor, null) is not { } successor)
            return;

        try
        {
            successor.Task.StartWorkers();
            int[] labels = successor.LabelsAfter(_processor.Task.Model);
            foreach (CameraChannel channel in _channels)
            {
                channel.Tracker.Relabel(labels);
                channel.Rules.Relabel(successor.Rules, successor.Task.Model.Labels, labels);
            }

            _processor.Use(successor.Task);
            _dispatcher.Model(successor.Task.Model);
            successor.Take();
        }
        catch (Exception e)
        {
            successor.Fail(e);
        }
    }

    private bool TryTakeNext([NotNullWhen(true)] out CameraChannel? channel, [NotNullWhen(true)] out Frame? frame)
    {
        for (int i = 0; i < _channels.Length; i++)
        {
            int index = (_next + i) % _channels.Length;
            channel = _channels[index];
            if (channel.TryTake(out frame))
            {
                _next = index + 1;
                return true;
            }
        }

        channel = null;
        frame = null;
        return false;
    }

    private void Process(CameraChannel channel, Frame frame)
    {
        try
        {
            using (frame)
            {
                if (_gate.IsShut(channel))
                {
                    if (_gate.TrySkip(channel, frame))
                        _defects.Succeed();
                    else
                        Skip(channel, channel.Decoder.Error);
                }
                else if (_processor.TryDecode(channel, frame, out ImageView view))
                {
                    _processor.Process(channel, frame, in view, Statistics);
                    channel.NoteSeen(Moment.Now(_time));
                    _defects.Succeed();
                }
                else
                {
                    Skip(channel, channel.Decoder.Error);
                }
            }
        }
        catch (CodecException e)
        {
            Skip(channel, e.Message);
        }
        catch (Exception e)
        {
            _defects.ContainInference(channel, e);
            _processor.Witness?.Failed(_processor.Task, e);
        }

        // Also after a defect: the watchdog is for a thread that hangs. One that only meets defects is ended in an orderly way by DefectLimit.
        channel.Progress?.InferenceFinished();
    }

    private void Skip(CameraChannel channel, string reason)
    {
        long damaged = channel.CountDamaged(reason);
        if (long.IsPow2(damaged))
            LogDamaged(channel.Name, reason, damaged);
    }

    private void Complete(Exception? failure)
    {
        Exception[] failures = [.. _channels.Select(channel => channel.Failure).OfType<Exception>()];
        if (failure is not null)
            _completion.TrySetException(failure);
        else if (failures.Length == 0 || _stopping.IsCancellationRequested)
            _completion.TrySetResult();
        else
            _completion.TrySetException(failures);
    }
}
