using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using EdgeVision.EdgeAgent.Mqtt.Interop;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>A connection by Eclipse libmosquitto whose network loop runs on a thread of its own.</summary>
/// <remarks>
/// <see cref="ReconnectPolicy"/> decides when to come back and with which protocol version, <see cref="MqttOutbox"/> what may reach the library at
/// all. What the library holds of quality 1 when a connection breaks, it sends again after the next connect.
/// </remarks>
internal sealed unsafe class MosquittoConnection : IMqttConnection, IMosquittoEvents
{
    private static readonly TimeSpan s_idleWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_connectingWait = TimeSpan.FromMilliseconds(50);

    private readonly MqttConnectionOptions _options;
    private readonly IReadOnlyList<MqttSubscription> _subscriptions;
    private readonly Action<IMqttConnection>? _onConnected;
    private readonly Action<MqttConnectionReport>? _report;
    private readonly ReconnectPolicy _policy;
    private readonly MqttOutbox _outbox;
    private readonly CancellationTokenSource _stopping = new();

    private readonly Dictionary<int, MqttSubscription> _subscribing = [];
    private MosquittoClient? _client;
    private MqttProtocolVersion _clientVersion;
    private Thread? _thread;
    private int _networkThreadId;
    private long _connectedAt;
    private long _refused;
    private bool _refusalReported;
    private MqttFailure? _answer;
    private MqttFailure? _ending;
    private bool _startAfresh;
    private volatile bool _abandoned;

    /// <param name="subscriptions">Subscribed anew on each connect.</param>
    /// <param name="onConnected">Runs on the network thread after each connect: the place for birth messages, which have room of their own.</param>
    /// <param name="report">Runs on the network thread at each change worth a log line; must not block.</param>
    /// <exception cref="MqttException">libmosquitto is not installed, or an option cannot be used; the message says what to do.</exception>
    public MosquittoConnection(
        MqttConnectionOptions options,
        IReadOnlyList<MqttSubscription>? subscriptions = null,
        Action<IMqttConnection>? onConnected = null,
        Action<MqttConnectionReport>? report = null)
    {
        MqttOptionsCheck.Require(options);
        MosquittoLibrary.Require();
        _options = options;
        _subscriptions = subscriptions ?? [];
        _onConnected = onConnected;
        _report = report;
        _policy = new ReconnectPolicy(options.Retry, Random.Shared);
        _outbox = new MqttOutbox(options.MaximumInFlight);
    }

    public bool IsConnected => _outbox.IsOpen;

    public long Dropped => _outbox.Dropped;

    /// <summary>Messages of quality 1 that the broker took and then refused, for example for want of permission.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The protocol version of the standing connection, or of the next attempt.</summary>
    public MqttProtocolVersion Version => _policy.Version;

    private string Broker => $"MQTT broker {_options.Host}:{_options.Port}";

    public void Start()
    {
        if (_thread is not null)
            throw new InvalidOperationException("The MQTT connection has been started already.");
        _thread = new Thread(Run) { IsBackground = true, Name = "mqtt" };
        _thread.Start();
    }

    public bool TryPublish(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry = null)
    {
        if (_stopping.IsCancellationRequested)
        {
            _outbox.CountDropped();
            return false;
        }

        // On the network thread runs what is said after connecting.
        return _outbox.TryHandOver(topic, payload, quality, retain, expiry, privileged: Environment.CurrentManagedThreadId == _networkThreadId);
    }

    public bool Stop(TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan Remaining(double share) => TimeSpan.FromTicks(Math.Max(0, (limit * share - Stopwatch.GetElapsedTime(start)).Ticks));

        if (_thread is not { } thread)
            return true;
        bool isFirst = !_stopping.IsCancellationRequested;
        _stopping.Cancel();
        if (isFirst && _outbox.IsOpen && _options.Farewell is { } farewell)
            _outbox.TryHandOver(farewell.Topic, farewell.Payload.Span, farewell.Quality, farewell.Retain, null, privileged: true);

        if (!isFirst)
            return thread.Join(limit);

        // Without the acknowledgement nobody knows that the farewell arrived; ending without DISCONNECT makes the broker publish the will instead.
        bool drained = SpinWait.SpinUntil(() => _outbox.IsDrained, Remaining(0.6));
        if (drained)
        {
            _outbox.Disconnect();
            thread.Join(Remaining(1));
        }

        _abandoned = true;
        return thread.Join(TimeSpan.Zero);
    }

    public void Dispose()
    {
        if (!_stopping.IsCancellationRequested)
            Stop(TimeSpan.FromSeconds(1));
    }

    void IMosquittoEvents.OnConnack(int code)
    {
        if (code != 0)
        {
            _answer = MqttWords.ForConnack(code);
            return;
        }

        _connectedAt = Stopwatch.GetTimestamp();
        _refusalReported = false;
        Subscribe();
        _outbox.Open();
        Report(MqttConnectionState.Connected, $"{Broker} has accepted us as “{_options.ClientId}” (MQTT {(_clientVersion == MqttProtocolVersion.V5 ? "5" : "3.1.1")}).", null);
    }

    void IMosquittoEvents.OnDisconnect(int code) => _ending ??= MqttWords.ForDisconnect(code);

    void IMosquittoEvents.OnPublished(int messageId, int reason)
    {
        _outbox.Confirm(messageId);
        if (reason < 0x80)
            return;
        Interlocked.Increment(ref _refused);
        if (!_refusalReported)
            Report(MqttConnectionState.Warning, $"{Broker} refuses messages of ours: {MqttWords.ForReason(reason)}. Further refusals are only counted.", null);
        _refusalReported = true;
    }

    void IMosquittoEvents.OnSubscribed(int messageId, int granted)
    {
        if (_subscribing.Remove(messageId, out MqttSubscription? subscription) && granted >= 0x80)
            Report(MqttConnectionState.Warning, $"{Broker} refuses the subscription to “{subscription.Filter}”: {MqttWords.ForReason(granted)}.", null);
    }

    void IMosquittoEvents.OnMessage(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, bool retained)
    {
        string? name = null;
        foreach (MqttSubscription subscription in _subscriptions)
        {
            if (!Matches(subscription.Filter, topic))
                continue;
            name ??= Encoding.UTF8.GetString(topic);
            try
            {
                subscription.Handler(name, payload, retained);
            }
            catch (Exception error)
            {
                Report(MqttConnectionState.Warning, $"A message on “{name}” could not be handled: {error.Message}", null);
            }
        }
    }

    private static bool Matches(string filter, ReadOnlySpan<byte> topic)
    {
        byte matches = 0;
        fixed (byte* start = topic)
            return LibMosquitto.TopicMatches(filter, start, &matches) == MosquittoResult.Success && matches != 0;
    }

    private void Run()
    {
        _networkThreadId = Environment.CurrentManagedThreadId;
        while (!_stopping.IsCancellationRequested)
        {
            MqttFailure failure;
            try
            {
                failure = ConnectAndServe();
            }
            catch (MqttException error)
            {
                failure = new MqttFailure(MqttFailureKind.Refused, error.Message.TrimEnd('.'));
            }
            catch (OperationCanceledException)
            {
                break;
            }

            TimeSpan stoodFor = End();
            _startAfresh = failure.Kind == MqttFailureKind.Refused;
            if (_stopping.IsCancellationRequested)
                break;
            failure = _policy.Judge(failure, stoodFor, IsBrokerUp);
            TimeSpan wait = _policy.After(failure.Kind, stoodFor);
            ReportFailure(failure, stoodFor, wait);
            _stopping.Token.WaitHandle.WaitOne(wait);
        }

        End();
        _outbox.Replace(null);
        _client = null;
        Report(MqttConnectionState.Stopped, $"The connection to {Broker} has ended.", null);
    }

    /// <summary>One connection from its first packet to its last.</summary>
    private MqttFailure ConnectAndServe()
    {
        _answer = _ending = null;
        MosquittoClient client = PreparedClient();
        client.Listen(toComplaints: true);
        string host;
        try
        {
            string address = BrokerAddress.FindOpen(_options.Host, _options.Port, _options.Retry.AttemptLimit, _stopping.Token).ToString();
            // With TLS the library compares the certificate with the name it is given.
            host = _options.Tls is null ? address : _options.Host;
        }
        catch (SocketException error)
        {
            return new MqttFailure(MqttFailureKind.Unreachable, error.Message);
        }

        int result = client.Connect(host, _options.Port, _options.KeepAlive, _options.Will?.Delay ?? TimeSpan.Zero, out int errno);
        long start = Stopwatch.GetTimestamp();
        while (result == MosquittoResult.Success)
        {
            bool answered = _connectedAt != 0;
            if (_answer is not null || _ending is not null)
                break;
            if (_abandoned || (!answered && _stopping.IsCancellationRequested))
                return new MqttFailure(MqttFailureKind.Unreachable, "stopped");
            if (!answered && Stopwatch.GetElapsedTime(start) > _options.Retry.AttemptLimit)
                return new MqttFailure(MqttFailureKind.NoAnswer, $"it accepted the connection but did not answer within {_options.Retry.AttemptLimit.TotalSeconds:0.#} s");
            result = client.Loop(answered ? s_idleWait : s_connectingWait, out errno);
            if (answered || _connectedAt == 0)
                continue;
            client.Listen(toComplaints: false);
            // Not in the callback: after it the library sends again what was not acknowledged, and an old retained state would be the last word.
            Guard(static connection => connection._onConnected?.Invoke(connection), "the work after connecting");
        }

        return Explain(client, result, errno);
    }

    private MqttFailure Explain(MosquittoClient client, int result, int errno)
    {
        if (_connectedAt != 0)
            return _ending ?? MqttWords.ForDisconnect(result);
        if (_answer is { } answer)
            return answer;
        return result switch
        {
            MosquittoResult.Tls => new(MqttFailureKind.Refused, $"TLS fails: {client.LastComplaint ?? MqttWords.ForResult(result)}"),
            MosquittoResult.Errno => new(MqttFailureKind.Unreachable, Marshal.GetPInvokeErrorMessage(errno)),
            MosquittoResult.NameResolution => new(MqttFailureKind.Unreachable, "its name cannot be resolved"),
            _ when _options.Tls is not null && client.LastComplaint is { } complaint => new(MqttFailureKind.Refused, $"TLS fails: {complaint}"),
            _ => new(MqttFailureKind.NoAnswer, "it closed the connection without an answer"),
        };
    }

    private bool IsBrokerUp()
    {
        try
        {
            BrokerAddress.FindOpen(_options.Host, _options.Port, _options.Retry.AttemptLimit, _stopping.Token);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The client to connect with: the last one, which holds what is not yet acknowledged, unless the version changes or its TLS context may hold certificates that were replaced since.</summary>
    private MosquittoClient PreparedClient()
    {
        if (_client is not { } client || _clientVersion != _policy.Version || _startAfresh)
        {
            _clientVersion = _policy.Version;
            bool keepSession = _clientVersion == MqttProtocolVersion.V5 && _options.Will is { Delay.Ticks: > 0 };
            client = new MosquittoClient(_options.ClientId, cleanStart: !keepSession, _clientVersion, this);
            _outbox.Replace(client);
            _client = client;
            if (_options.Will is { } will)
                client.SetWill(will);
            if (_options.Tls is { } tls)
                client.SetTls(tls);
        }

        if (_options.Credentials is { } credentials)
            client.SetCredentials(credentials.Username, credentials.ReadPassword());
        return client;
    }

    /// <summary>Clears up behind a connection.</summary>
    /// <returns>How long it stood.</returns>
    private TimeSpan End()
    {
        _outbox.Close();
        _subscribing.Clear();
        TimeSpan stoodFor = _connectedAt == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_connectedAt);
        _connectedAt = 0;
        return stoodFor;
    }

    private void Subscribe()
    {
        foreach (MqttSubscription subscription in _subscriptions)
        {
            if (_client?.Subscribe(subscription.Filter, subscription.Quality, out int messageId) == MosquittoResult.Success)
                _subscribing[messageId] = subscription;
            else
                Report(MqttConnectionState.Warning, $"“{subscription.Filter}” cannot be subscribed to; it is no MQTT topic filter.", null);
        }
    }

    private void ReportFailure(MqttFailure failure, TimeSpan stoodFor, TimeSpan wait)
    {
        MqttConnectionState state = failure.Kind switch
        {
            MqttFailureKind.Refused => MqttConnectionState.Refused,
            MqttFailureKind.TakenOver => MqttConnectionState.TakenOver,
            _ => MqttConnectionState.Disconnected,
        };
        string what = stoodFor > TimeSpan.Zero ? "was lost" : "could not be made";
        string advice = failure.Kind == MqttFailureKind.TakenOver ? $" Give each client an id of its own; ours is “{_options.ClientId}”." : "";
        Report(state, $"The connection to {Broker} {what}: {failure.Words}.{advice} Next attempt in {wait.TotalSeconds:0.#} s.", wait);
    }

    private void Guard(Action<MosquittoConnection> action, string what)
    {
        try
        {
            action(this);
        }
        catch (Exception error)
        {
            Report(MqttConnectionState.Warning, $"With {Broker}, {what} failed: {error.Message}", null);
        }
    }

    private void Report(MqttConnectionState state, string words, TimeSpan? retryAfter)
    {
        try
        {
            _report?.Invoke(new MqttConnectionReport(state, words, retryAfter));
        }
        catch (Exception)
        {
            // Whoever listens must not be able to end the network thread, and there is nobody left to tell.
        }
    }
}
