using System.Collections.Concurrent;
using System.Device.Pwm;

namespace EdgeVision.EdgeAgent.Tests.Outputs.Buzzer;

/// <summary>A PWM channel that notes what it is told.</summary>
internal sealed class RecordedChannel : PwmChannel
{
    private readonly ConcurrentQueue<string> _words = new();
    private int _frequency = 400;

    public string[] Words => [.. _words];

    public bool IsGone { get; set; }

    public override int Frequency
    {
        get => _frequency;
        set
        {
            _frequency = value;
            Note($"{value} Hz");
        }
    }

    public override double DutyCycle { get; set; } = 0.5;

    public override void Start() => Note("start");

    public override void Stop() => Note("stop");

    protected override void Dispose(bool disposing)
    {
        _words.Enqueue("closed");
        base.Dispose(disposing);
    }

    private void Note(string word)
    {
        if (IsGone)
            throw new IOException("the channel is gone");
        _words.Enqueue(word);
    }
}
