using System.Diagnostics;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>A connection to one broker over MQTTnet's packets that connects, reconnects and resends by itself.</summary>
/// <remarks>
/// <see cref="ReconnectPolicy"/> decides when to connect again and with which protocol version, <see cref="MqttOutbox"/> holds the messages,
/// <see cref="BrokerHandshake"/> opens one connection and <see cref="BrokerSession"/> serves it. All network work runs on the thread pool and
/// never blocks it.
/// </remarks>
internal sealed class MqttConnection : IMqttConnection
{
    // A broker that restarts may do so once or twice between a subscription and its answer.
    private const int MaxUnansweredSubscriptions = 3;

    private readonly MqttConnectionOptions _options;
    private readonly IReadOnlyList<MqttSubscription> _subscriptions;
    private readonly Action<IMqttConnection>? _onConnected;
    private readonly Action<MqttConnectionReport>? _report;
    private readonly ReconnectPolicy _policy;
    private readonly MqttOutbox _outbox;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoned = new();

    private MqttWill? _will;
    private int _unansweredSubscriptions;
    private Task? _running;
    private volatile BrokerSession? _session;
    private volatile int _privilegedThread;
    private volatile string? _error;
    private long _refused;

    /// <param name="subscriptions">Subscribed anew on each connect.</param>
    /// <param name="onConnected">Called after each connect, to publish birth messages, which have room of their own. Unacknowledged messages are
    /// sent again before them.</param>
    /// <param name="report">Runs at each change worth a log line; must not block.</param>
    /// <exception cref="MqttException">An option cannot be used; the message says what to do.</exception>
    public MqttConnection(
        MqttConnectionOptions options,
        IReadOnlyList<MqttSubscription>? subscriptions = null,
        Action<IMqttConnection>? onConnected = null,
        Action<MqttConnectionReport>? report = null)
    {
        MqttOptionsCheck.Require(options);
        _options = options;
        _subscriptions = subscriptions ?? [];
        _onConnected = onConnected;
        _report = report;
        _policy = new ReconnectPolicy(options.Retry, Random.Shared);
        _outbox = new MqttOutbox(options.MaxInFlight);
        _will = options.Will;
    }

    public bool IsConnected => _outbox.IsOpen;

    public long Dropped => _outbox.Dropped;

    public string? Error => _error;

    /// <summary>Whether everything has been sent and, where the broker acknowledges, acknowledged.</summary>
    public bool IsDrained => _outbox.IsDrained;

    /// <summary>Messages of quality 1 that the broker took and then refused, for example for want of permission.</summary>
    public long Refused => Interlocked.Read(ref _refused) + (_session?.Refused ?? 0);

    /// <summary>The protocol version of the standing connection, or of the next attempt.</summary>
    public MqttProtocolVersion Version => _policy.Version;

    private IReadOnlyList<MqttSubscription> Subscriptions => _unansweredSubscriptions < MaxUnansweredSubscriptions ? _subscriptions : [];

    private string Broker => $"MQTT broker {_options.Host}:{_options.Port}";

    public void Start()
    {
        if (_running is not null)
            throw new InvalidOperationException("The MQTT connection has been started already.");
        // Without it, waking the connection would cost a publisher an allocation for whatever context its starter was in.
        using (ExecutionContext.SuppressFlow())
            _running = Task.Run(RunAsync);
    }

    public bool TryPublish(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry = null)
    {
        bool isPrivileged = Environment.CurrentManagedThreadId == _privilegedThread;
        if (!_stopping.IsCancellationRequested)
            return _outbox.TryHandOver(topic, payload, quality, retain, expiry, isPrivileged);
        _outbox.CountDropped();
        return false;
    }

    public bool Stop(TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan Remaining(double share) => TimeSpan.FromTicks(Math.Max(0, (limit * share - Stopwatch.GetElapsedTime(start)).Ticks));

        if (_running is not { } running)
            return true;
        bool isFirst = !_stopping.IsCancellationRequested;
        _stopping.Cancel();
        if (!isFirst)
            return running.Wait(limit);
        if (_outbox.IsOpen && _options.Farewell is { } farewell)
            _outbox.TryHandOver(farewell.Topic, farewell.Payload.Span, farewell.Quality, farewell.Retain, null, privileged: true);

        // Without the acknowledgement nobody knows that the farewell arrived; ending without DISCONNECT makes the broker publish the will instead.
        if (SpinWait.SpinUntil(() => IsDrained, Remaining(0.6)))
        {
            _session?.Disconnect();
            _outbox.Wake();
            running.Wait(Remaining(0.9));
        }

        _abandoned.Cancel();
        return running.Wait(Remaining(1));
    }

    public void Dispose()
    {
        if (!_stopping.IsCancellationRequested)
            Stop(TimeSpan.FromSeconds(1));
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            long connectedAt = 0;
            MqttError failure;
            try
            {
                using BrokerSession session = await BrokerHandshake.OpenAsync(
                    _options, _policy.Version, _will, _policy.Limit, Subscriptions, Warn, _stopping.Token);
                connectedAt = Stopwatch.GetTimestamp();
                failure = _policy.IsGuess ? await LeaveToCheckAsync(session) : await ServeAsync(session);
                JudgeSubscriptions(session);
            }
            catch (MqttException error)
            {
                failure = new MqttError(error.Kind, error.Message.TrimEnd('.'));
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            // A defect, or a failure nobody thought of: it must neither end the process nor the attempts.
            catch (Exception error)
            {
                failure = new MqttError(MqttErrorKind.Lost, $"{error.GetType().Name}: {error.Message.TrimEnd('.')}");
            }

            if (_stopping.IsCancellationRequested)
                break;
            await WaitAsync(failure, connectedAt == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(connectedAt));
        }

        Report(MqttConnectionState.Stopped, $"The connection to {Broker} has ended.", null);
    }

    /// <summary>Gives subscriptions up where the broker ends the connection over them instead of refusing them, so that publishing goes on.</summary>
    private void JudgeSubscriptions(BrokerSession session)
    {
        if (_stopping.IsCancellationRequested || _unansweredSubscriptions >= MaxUnansweredSubscriptions)
            return;
        _unansweredSubscriptions = session.AwaitsSubscription ? _unansweredSubscriptions + 1 : 0;
        if (_unansweredSubscriptions == MaxUnansweredSubscriptions)
            Warn($"ends the connection when we subscribe to “{string.Join("”, “", _subscriptions.Select(static subscription => subscription.Filter))}”; "
                + "we go on without");
    }

    private async Task<MqttError> LeaveToCheckAsync(BrokerSession session)
    {
        await session.LeaveAsync(_stopping.Token);
        return new MqttError(MqttErrorKind.Checking, "it accepts MQTT 3.1.1; whether 5 too is to be seen");
    }

    private async Task<MqttError> ServeAsync(BrokerSession session)
    {
        BrokerLimits limits = session.Limits;
        _error = null;
        _session = session;
        _outbox.Open(limits);
        try
        {
            // Who stops looked before there was anything to take leave of.
            if (_stopping.IsCancellationRequested)
                session.Disconnect();
            Report(MqttConnectionState.Connected,
                $"{Broker} has accepted us as “{_options.ClientId}” (MQTT {(_policy.Version == MqttProtocolVersion.V5 ? "5" : "3.1.1")}).", null);
            if (limits.Quality == MqttQualityOfService.AtMostOnce)
                Warn("takes messages of quality 0 only: states and events are sent so, and may be lost on a bad link");
            if (!limits.Retains)
                Warn("keeps no retained messages: who subscribes later sees no state until it changes");
            SayBirth();
            return await session.ServeAsync(_outbox, _abandoned.Token);
        }
        finally
        {
            _outbox.Close();
            _session = null;
            Interlocked.Add(ref _refused, session.Refused);
        }
    }

    private void SayBirth()
    {
        _privilegedThread = Environment.CurrentManagedThreadId;
        try
        {
            _onConnected?.Invoke(this);
        }
        catch (Exception error)
        {
            Warn($"could not be told what is true now: {error.Message.TrimEnd('.')}");
        }
        finally
        {
            _privilegedThread = 0;
        }
    }

    private async Task WaitAsync(MqttError failure, TimeSpan stoodFor)
    {
        if (failure.Kind is MqttErrorKind.WillRetainRefused or MqttErrorKind.WillQualityRefused)
            failure = LowerWill(failure);
        failure = _policy.Judge(failure, stoodFor);
        TimeSpan wait = _policy.After(failure.Kind, stoodFor);
        if (failure.Kind == MqttErrorKind.Checking)
            return;
        ReportFailure(failure, stoodFor, wait);
        try
        {
            await Task.Delay(wait, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The loop ends.
        }
    }

    /// <summary>Lowers the will after the broker refused it: one that is not retained, or of quality 0, may be accepted (MQTT 5.0, section 3.2.2.3).</summary>
    private MqttError LowerWill(MqttError failure)
    {
        if (_will is not { Message: { } message } will || message is { Quality: MqttQualityOfService.AtMostOnce, Retain: false })
            return failure with { Kind = MqttErrorKind.Refused };
        // Where what it names is lowered already, the other is lowered.
        bool isRetain = message.Retain && failure.Kind == MqttErrorKind.WillRetainRefused || message.Quality == MqttQualityOfService.AtMostOnce;
        _will = will with { Message = isRetain ? message with { Retain = false } : message with { Quality = MqttQualityOfService.AtMostOnce } };
        return failure;
    }

    private void ReportFailure(MqttError failure, TimeSpan stoodFor, TimeSpan wait)
    {
        MqttConnectionState state = failure.Kind switch
        {
            MqttErrorKind.Refused => MqttConnectionState.Refused,
            MqttErrorKind.TakenOver => MqttConnectionState.TakenOver,
            _ => MqttConnectionState.Disconnected,
        };
        string what = stoodFor > TimeSpan.Zero ? "was lost" : "could not be made";
        string advice = failure.Kind == MqttErrorKind.TakenOver ? $" Give each client an id of its own by mqtt.clientId; ours is “{_options.ClientId}”." : "";
        _error = failure.Words.Split('\n')[0];
        Report(state, $"The connection to {Broker} {what}: {failure.Words}.{advice} Next attempt in {wait.TotalSeconds:0.#} s.", wait);
    }

    private void Warn(string words)
    {
        _error = words;
        Report(MqttConnectionState.Warning, $"{Broker} {words}.", null);
    }

    private void Report(MqttConnectionState state, string words, TimeSpan? retryAfter)
    {
        try
        {
            _report?.Invoke(new MqttConnectionReport(state, words, retryAfter));
        }
        catch (Exception)
        {
            // Whoever listens must not be able to end the connection, and there is nobody left to tell.
        }
    }
}
