using System.Text;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>A connection to the broker of a fleet: what it keeps of boards goes into a <see cref="FleetView"/>, and boards can be told what to run.</summary>
internal sealed class FleetConnection : IDisposable
{
    // A broker sends what it keeps as fast as the link takes it, and says nothing when that was all.
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(3);

    private readonly BrokerAccess _access;
    private readonly FleetTopics _topics;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;
    private readonly MqttConnection _connection;
    private readonly Lock _gate = new();
    private long? _connectedAt;
    private long _keptAt;
    private MqttConnectionReport _last;

    /// <param name="view">Takes every message.</param>
    /// <param name="say">Hears of what is wrong with the connection after the first connect.</param>
    /// <exception cref="MqttException">An option cannot be used.</exception>
    public FleetConnection(BrokerAccess access, FleetTopics topics, FleetView view, TimeProvider time, Action<string> say)
    {
        (_access, _topics, _time, _say) = (access, topics, time, say);
        void Take(string topic, ReadOnlySpan<byte> payload, bool retained)
        {
            view.Take(topic, payload);
            if (retained)
                Volatile.Write(ref _keptAt, time.GetTimestamp());
        }

        MqttSubscription[] subscriptions =
        [
            .. new[] { topics.Statuses, topics.States, topics.DesiredModels }.Select(
                filter => new MqttSubscription(filter, Take, MqttQualityOfService.AtLeastOnce)),
        ];
        _connection = new MqttConnection(access.ToOptions(), subscriptions, OnConnected, OnReport);
    }

    /// <summary>How often the broker has accepted us.</summary>
    public int Connects { get; private set; }

    /// <summary>Whether there is a connection, and what the broker had kept has come.</summary>
    public bool IsSettled
    {
        get
        {
            lock (_gate)
            {
                return _connection.IsConnected && _connectedAt is { } connected && _time.GetElapsedTime(connected) >= s_quiet
                    && _time.GetElapsedTime(Volatile.Read(ref _keptAt)) >= s_quiet;
            }
        }
    }

    /// <summary>Connects, and returns when what the broker keeps has come.</summary>
    /// <exception cref="MqttException">The broker refuses us.</exception>
    /// <exception cref="TimeoutException">It is not there.</exception>
    public async Task OpenAsync(TimeSpan limit, CancellationToken stoppingToken)
    {
        long start = _time.GetTimestamp();
        _connection.Start();
        while (!IsSettled)
        {
            MqttConnectionReport last;
            bool isConnected;
            lock (_gate)
                (last, isConnected) = (_last, _connectedAt is not null);
            if (!isConnected && last.State is MqttConnectionState.Refused or MqttConnectionState.TakenOver)
                throw new MqttException(InOurWords(last.Words));
            if (_time.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException(isConnected
                    ? $"{_access.Broker}: what it keeps of boards has not come to an end within {limit.TotalSeconds:0} s; the link may be too slow."
                    : $"{_access.Broker}: no connection within {limit.TotalSeconds:0} s. {InOurWords(last.Words ?? "It did not answer.")}");
            }

            await Task.Delay(s_interval, _time, stoppingToken);
        }
    }

    /// <summary>Hands over what a board is to run, for the broker to keep; <see langword="false"/>: not now, ask again.</summary>
    public bool TryTell(string board, string message) =>
        _connection.TryPublish(_topics.DesiredModelOf(board), Encoding.UTF8.GetBytes(message), MqttQualityOfService.AtLeastOnce, retain: true);

    public void Dispose()
    {
        _connection.Stop(s_stopLimit);
        _connection.Dispose();
    }

    /// <summary>The connection speaks of a daemon's settings.</summary>
    private static string InOurWords(string words) => words
        .Replace("mqtt.tls.certificate and mqtt.tls.key", "--cert and --key", StringComparison.Ordinal)
        .Replace("mqtt.host and mqtt.port", "--broker", StringComparison.Ordinal)
        .Replace("add mqtt.tls", "say --broker mqtts://…", StringComparison.Ordinal)
        .Replace("would need mqtt.tls", "would need --broker mqtts://…", StringComparison.Ordinal);

    private void OnConnected(IMqttConnection connection)
    {
        lock (_gate)
        {
            _connectedAt = _time.GetTimestamp();
            Connects++;
        }
    }

    private void OnReport(MqttConnectionReport report)
    {
        bool isLater;
        lock (_gate)
        {
            _last = report;
            isLater = _connectedAt is not null;
        }

        if (report.State == MqttConnectionState.Warning || (isLater && report.State is not (MqttConnectionState.Connected or MqttConnectionState.Stopped)))
            _say(InOurWords(report.Words));
    }
}
