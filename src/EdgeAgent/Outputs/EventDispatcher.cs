using EdgeVision.EdgeAgent.Rules;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>Hands everything to every sink; a sink that throws is logged once until it works again, and the others go on.</summary>
internal sealed partial class EventDispatcher
{
    private readonly IEventSink[] _sinks;
    private readonly bool[] _failing;
    private readonly ILogger _logger;
    private long _failures;

    /// <summary>Sinks are served in the given order.</summary>
    public EventDispatcher(IEnumerable<IEventSink> sinks, ILogger<EventDispatcher> logger)
    {
        _sinks = [.. sinks];
        _failing = new bool[_sinks.Length];
        _logger = logger;
    }

    /// <summary>Calls to a sink that threw.</summary>
    public long Failures => Volatile.Read(ref _failures);

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
        if (!_failing[sink])
            return;

        _failing[sink] = false;
        LogWorks(_sinks[sink].Name);
    }

    private void Fails(int sink, Exception e)
    {
        _failures++;
        if (_failing[sink])
            return;

        _failing[sink] = true;
        LogFails(e, _sinks[sink].Name);
    }
}
