using System.Diagnostics.CodeAnalysis;
using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Tasks;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>
/// Cameras to sinks: a capture thread for each camera and one inference thread that takes the cameras with a fresh frame in turn, so that a fast
/// camera never starves a slow one and a dead one costs nothing. No tasks and no allocation on a frame's way.
/// </summary>
internal sealed partial class VisionPipeline : IDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(200);

    // A loose plug comes and goes many times a second; its words need not.
    private static readonly TimeSpan s_sameTrouble = TimeSpan.FromMinutes(1);

    private readonly CameraChannel[] _channels;
    private readonly FrameProcessor _processor;
    private readonly EventDispatcher _dispatcher;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _ready = new(false);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;
    private int _next;
    private bool _disposed;

    /// <summary>Owns the channels, but neither the task nor the sinks.</summary>
    public VisionPipeline(IReadOnlyList<CameraChannel> channels, IVisionTask task, EventDispatcher dispatcher, TimeProvider time, ILogger<VisionPipeline> logger)
    {
        _channels = [.. channels];
        _processor = new FrameProcessor(task, dispatcher, time);
        _dispatcher = dispatcher;
        _time = time;
        _logger = logger;
        Statistics = new PipelineStatistics(channels);
    }

    /// <summary>How it is doing.</summary>
    public PipelineStatistics Statistics { get; }

    /// <summary>Ends when every source is over or <see cref="Stop"/> was called; fails when a thread died or no camera is left of which one failed.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Starts all threads.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "inference" };
        _thread.Start();
        foreach (CameraChannel channel in _channels)
        {
            LogStarts(channel.Name, channel.Description);
            channel.Start(_ready, _stopping.Token);
        }
    }

    /// <summary>Ends every event, tells the sinks that the cameras are offline, and ends the threads; <see langword="false"/>: one did not end within <paramref name="limit"/>.</summary>
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

    /// <summary>Closes the sources. Where <see cref="Stop"/> could not end a thread, it is not waited for again, and its memory is left to the end of the process.</summary>
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
        try
        {
            while (!_stopping.IsCancellationRequested && !Array.TrueForAll(_channels, static channel => channel.IsOver))
            {
                if (TryTakeNext(out CameraChannel? channel, out Frame? frame))
                {
                    using (frame)
                        Process(channel, frame);
                }
                else
                {
                    _ready.WaitOne(s_tick);
                }

                LoseSilentCameras();
            }

            foreach (CameraChannel channel in _channels)
                Lose(channel);
            Complete();
        }
        catch (Exception e)
        {
            _completion.TrySetException(e);
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
        if (_processor.TryDecode(channel, frame, out FrameView view))
        {
            Moment now = Moment.Now(_time);
            channel.NoteDecoded(now);
            Find(channel, now);
            _processor.Process(channel, frame, in view, Statistics);
        }
        else
        {
            long damaged = channel.CountDamaged(channel.Decoder.Error);
            if (long.IsPow2(damaged))
                LogDamaged(channel.Name, channel.Decoder.Error, damaged);
        }

        channel.Progress?.InferenceFinished();
    }

    private void Find(CameraChannel channel, Moment now)
    {
        if (channel.IsOnline)
            return;

        channel.IsOnline = true;
        LogOnline(channel.Name);
        _dispatcher.Camera(new CameraStatus(channel.Name, IsOnline: true, now));
    }

    private void LoseSilentCameras()
    {
        Moment now = Moment.Now(_time);
        foreach (CameraChannel channel in _channels)
        {
            // A frame that waits is no silence: inference takes as long as it takes, and longer with other cameras.
            if (channel.IsOver || (!channel.HasPromisingFrame && now.Since(channel.LastFrame) > channel.Silence))
                Lose(channel);
            LogTroubleOnce(channel, now);
            if (channel is { IsOver: true, Failure: Exception failure })
                Report(channel, failure);
        }
    }

    private void Lose(CameraChannel channel)
    {
        if (!channel.IsOnline)
            return;

        Moment now = Moment.Now(_time);
        channel.IsOnline = false;
        channel.Tracker.Reset();
        if (channel.IsOver)
            LogOver(channel.Name);
        else if (!_stopping.IsCancellationRequested)
            LogSilent(channel.Name, channel.Silence);
        foreach (ref readonly VisionEvent visionEvent in channel.Rules.CameraLost(now))
            _dispatcher.Event(in visionEvent);
        _dispatcher.Camera(new CameraStatus(channel.Name, IsOnline: false, now));
    }

    private void LogTroubleOnce(CameraChannel channel, Moment now)
    {
        string? trouble = channel.Trouble;
        if (trouble is not null && trouble != channel.LoggedTrouble)
        {
            (channel.LoggedTrouble, channel.LoggedTroubleAt) = (trouble, now);
            LogTrouble(channel.Name, trouble);
        }
        else if (trouble is null && channel.LoggedTrouble is not null && now.Since(channel.LoggedTroubleAt) > s_sameTrouble)
        {
            channel.LoggedTrouble = null;
        }
    }

    private void Report(CameraChannel channel, Exception failure)
    {
        // A defect of ours, not of the camera: nobody knows what else is broken.
        if (failure is not CameraException)
            throw failure;

        if (!channel.IsFailureReported)
            LogFailed(channel.Name, failure.Message);
        channel.IsFailureReported = true;
    }

    private void Complete()
    {
        Exception[] failures = [.. _channels.Select(channel => channel.Failure).OfType<Exception>()];
        if (failures.Length == 0 || _stopping.IsCancellationRequested)
            _completion.TrySetResult();
        else
            _completion.TrySetException(failures);
    }
}
