namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Decides how long to wait and which protocol version to try after a connection failed or ended. Not thread-safe.</summary>
internal sealed class ReconnectPolicy(MqttRetryOptions options, Random random)
{
    private const int TakeoverCeiling = 10;
    private const int SuspiciousLives = 5;

    private int _failures;
    private int _shortLives;
    private int _takeovers;
    private bool _guessed;

    /// <summary>The version for the next attempt.</summary>
    public MqttProtocolVersion Version { get; private set; } = MqttProtocolVersion.V5;

    /// <summary>Sees a quarrel over a client id where nobody says so: 3.1.1 has no word for it, and mosquitto 2.0.11 just closes under 5, too.</summary>
    /// <param name="stoodFor">How long the broker had accepted us; zero: never.</param>
    /// <param name="isBrokerUp">Whether the broker accepts connections right now: one that restarts does not, and breaks the row.</param>
    /// <returns>The failure, or what a row of like ones means.</returns>
    public MqttFailure Judge(MqttFailure failure, TimeSpan stoodFor, Func<bool> isBrokerUp)
    {
        bool shortLife = failure.Kind == MqttFailureKind.Lost && stoodFor > TimeSpan.Zero && stoodFor < options.StableAfter && isBrokerUp();
        _shortLives = shortLife ? _shortLives + 1 : 0;
        return _shortLives < SuspiciousLives
            ? failure
            : new MqttFailure(MqttFailureKind.TakenOver, "it accepts us and soon closes the connection, again and again; likely another client has the same client id, or a topic is forbidden");
    }

    /// <summary>The wait before the next attempt.</summary>
    /// <param name="stoodFor">How long the broker had accepted us; zero: never.</param>
    public TimeSpan After(MqttFailureKind failure, TimeSpan stoodFor)
    {
        // A connection that ends at once is no success: two 3.1.1 clients with one id would kick each other without pause.
        if (stoodFor >= options.StableAfter)
            _failures = 0;
        // The rival stands while we wait, so a life of one wait does not mean that the quarrel is over.
        if (stoodFor > options.AfterTakeover * TakeoverCeiling)
            _takeovers = 0;
        bool hadVersion = ChooseVersion(failure);
        switch (failure)
        {
            case MqttFailureKind.VersionRefused when !hadVersion:
                return TimeSpan.Zero;
            case MqttFailureKind.Refused:
                return Spread(options.AfterRefusal);
            case MqttFailureKind.TakenOver:
                return Spread(options.AfterTakeover * Math.Min(1 << Math.Min(_takeovers++, 8), TakeoverCeiling));
            default:
                double factor = Math.Pow(2, Math.Min(_failures++, 30));
                return Spread(TimeSpan.FromSeconds(Math.Min(options.First.TotalSeconds * factor, options.Longest.TotalSeconds)));
        }
    }

    /// <summary>Moves to the version that is likelier to work.</summary>
    /// <returns>Whether the other version had its turn already, so that this is not the first step down.</returns>
    private bool ChooseVersion(MqttFailureKind failure)
    {
        bool wasOld = Version == MqttProtocolVersion.V311;
        switch (failure)
        {
            case MqttFailureKind.VersionRefused or MqttFailureKind.NoAnswer:
                Version = wasOld ? MqttProtocolVersion.V5 : MqttProtocolVersion.V311;
                _guessed = failure == MqttFailureKind.NoAnswer;
                break;
            case MqttFailureKind.Lost when wasOld && _guessed:
                // The silence that led to 3.1.1 may have been a broker on its way up.
                Version = MqttProtocolVersion.V5;
                break;
        }

        return wasOld;
    }

    private TimeSpan Spread(TimeSpan wait) => wait * (0.5 + 0.5 * random.NextDouble());
}
