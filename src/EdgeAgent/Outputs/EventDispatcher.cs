using EdgeVision.EdgeAgent.Logging;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Inference.Models;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>
/// Hands everything to every sink; a sink that throws is logged until it works again, ever more rarely where that repeats, and the others go on.
/// </summary>
internal sealed partial class EventDispatcher
{
    private readonly IEventSink[] _sinks;
    private readonly SinkState[] _states;
    private readonly DefectKinds _kinds = new();
    private readonly ILogger _logger;

    /// <summary>Sinks are served in the given order.</summary>
    public EventDispatcher(IEnumerable<IEventSink> sinks, ILogger<EventDispatcher> logger)
    {
        _sinks = [.. sinks];
        _states = new SinkState[_sinks.Length];
        _logger = logger;
    }

    /// <summary>To every sink.</summary>
    public void Camera(in CameraStatus status)
    {
        for (int i = 0; i < _sinks.Length; i++)
        {
            try
            {
                _sinks[i].OnCamera(in status);
                Works(i);
            }
            catch (Exception e)
            {
                Fails(i, e);
            }
        }
    }

    /// <summary>To every sink.</summary>
    public void Event(in VisionEvent visionEvent)
    {
        for (int i = 0; i < _sinks.Length; i++)
        {
            try
            {
                _sinks[i].OnEvent(in visionEvent);
                Works(i);
            }
            catch (Exception e)
            {
                Fails(i, e);
            }
        }
    }

    /// <summary>To every sink.</summary>
    public void Skipped(string camera, ConditionState gate)
    {
        for (int i = 0; i < _sinks.Length; i++)
        {
            try
            {
                _sinks[i].OnSkipped(camera, gate);
                Works(i);
            }
            catch (Exception e)
            {
                Fails(i, e);
            }
        }
    }

    /// <summary>To every sink.</summary>
    public void Model(ModelManifest model)
    {
        for (int i = 0; i < _sinks.Length; i++)
        {
            try
            {
                _sinks[i].OnModel(model);
                Works(i);
            }
            catch (Exception e)
            {
                Fails(i, e);
            }
        }
    }

    /// <summary>To every sink.</summary>
    public void Frame(in FrameResult frame)
    {
        for (int i = 0; i < _sinks.Length; i++)
        {
            try
            {
                _sinks[i].OnFrame(in frame);
                Works(i);
            }
            catch (Exception e)
            {
                Fails(i, e);
            }
        }
    }

    private void Works(int sink)
    {
        ref SinkState state = ref _states[sink];
        if (!state.IsFailing)
            return;

        state.IsFailing = false;
        if (state.IsTold)
            LogWorks(_sinks[sink].Name);
    }

    private void Fails(int sink, Exception e)
    {
        ref SinkState state = ref _states[sink];
        if (state.IsFailing)
            return;

        state.IsFailing = true;
        // A sink that takes one call and refuses the next would fill the log.
        state.IsTold = long.IsPow2(++state.Failings);
        if (_kinds.IsNew(e))
            LogFails(e, _sinks[sink].Name);
        else if (state.IsTold)
            LogFailsAgain(_sinks[sink].Name, state.Failings, e.Message);
    }

    private struct SinkState
    {
        /// <summary>The last call threw.</summary>
        public bool IsFailing;

        /// <summary>How often it began to fail.</summary>
        public long Failings;

        /// <summary>The last time it did so is in the log.</summary>
        public bool IsTold;
    }
}
