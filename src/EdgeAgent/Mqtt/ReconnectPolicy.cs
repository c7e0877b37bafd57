namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Decides how long to wait, how long to be patient and which protocol version to try after a connection failed or ended. Not thread-safe.</summary>
/// <remarks>
/// Mosquitto up to 2.0 and everything that speaks 3.1.1 only close when another client takes the id, as a broker does that
/// restarts. So after some lives in a row that were short, the next attempt comes at once: a broker that restarts is not there, even behind a proxy that
/// accepts for it, and one that stands has thrown us out.
///
/// A broker that closes without an answer may not know MQTT 5, or may be on its way up behind a proxy that accepts for it. So 3.1.1 is tried, and if that is
/// accepted, 5 is tried once more at once: only a broker that then refuses it again is taken for an old one.
/// </remarks>
internal sealed class ReconnectPolicy(MqttRetryOptions options, Random random)
{
    private const int TakeoverCeiling = 10;
    private const int SuspiciousLives = 5;

    private enum Knowledge
    {
        None,
        Guessing,
        Checking,
        Checked,
    }

    private Knowledge _knowledge;
    private int _failures;
    private int _shortLives;
    private int _silences;
    private int _takeovers;

    /// <summary>The version for the next attempt.</summary>
    public MqttProtocolVersion Version { get; private set; } = MqttProtocolVersion.V5;

    /// <summary>Whether the version was only guessed, so that a connection by it is to be ended and the other version checked.</summary>
    public bool IsGuess => _knowledge == Knowledge.Guessing && Version == MqttProtocolVersion.V311;

    /// <summary>How long the next attempt may take: longer after each that was met with silence.</summary>
    public TimeSpan Limit
    {
        get
        {
            TimeSpan longest = options.MaxWait > options.AttemptLimit ? options.MaxWait : options.AttemptLimit;
            TimeSpan limit = options.AttemptLimit * Math.Pow(2, Math.Min(_silences, 10));
            return limit < longest ? limit : longest;
        }
    }

    /// <summary>Sees a quarrel over a client id where nobody says so.</summary>
    /// <param name="stoodFor">How long the broker had accepted us; zero: never.</param>
    /// <returns>The failure, or what a row of like ones means.</returns>
    public MqttFailure Judge(MqttFailure failure, TimeSpan stoodFor)
    {
        bool isShort = failure.Kind == MqttFailureKind.Lost && stoodFor > TimeSpan.Zero && stoodFor < options.StableAfter;
        _shortLives = isShort ? _shortLives + 1 : 0;
        return _shortLives < SuspiciousLives ? failure : new MqttFailure(
            MqttFailureKind.TakenOver,
            "it accepts us and soon closes the connection, again and again, while it stands; "
            + "likely another client has the same client id (session taken over), or it forbids a topic of ours");
    }

    /// <summary>The wait before the next attempt, after <see cref="Judge"/>.</summary>
    /// <param name="stoodFor">How long the broker had accepted us; zero: never.</param>
    public TimeSpan After(MqttFailureKind failure, TimeSpan stoodFor)
    {
        // A connection that ends at once is no success: two 3.1.1 clients with one id would kick each other without pause.
        if (stoodFor >= options.StableAfter)
            _failures = 0;
        // The rival stands while we wait, so a life of one wait does not mean that the quarrel is over.
        if (stoodFor > options.AfterTakeover * TakeoverCeiling)
            _takeovers = 0;
        _silences = failure == MqttFailureKind.Silent ? _silences + 1 : 0;
        bool isFirstStepDown = ChooseVersion(failure);
        switch (failure)
        {
            case MqttFailureKind.Checking or MqttFailureKind.WillRetainRefused or MqttFailureKind.WillQualityRefused:
            case MqttFailureKind.VersionRefused when isFirstStepDown:
            case MqttFailureKind.Lost when _shortLives == SuspiciousLives - 1:
                return TimeSpan.Zero;
            case MqttFailureKind.Refused:
                return Spread(options.AfterRefusal);
            case MqttFailureKind.TakenOver:
                return Spread(options.AfterTakeover * Math.Min(1 << Math.Min(_takeovers++, 8), TakeoverCeiling));
            default:
                double factor = Math.Pow(2, Math.Min(_failures++, 30));
                return Spread(TimeSpan.FromSeconds(Math.Min(options.First.TotalSeconds * factor, options.MaxWait.TotalSeconds)));
        }
    }

    /// <summary>Moves to the version that is likelier to work.</summary>
    /// <returns>Whether it moved to the older one.</returns>
    private bool ChooseVersion(MqttFailureKind failure)
    {
        bool wasOld = Version == MqttProtocolVersion.V311;
        switch (failure)
        {
            case MqttFailureKind.VersionRefused:
                Choose(wasOld ? MqttProtocolVersion.V5 : MqttProtocolVersion.V311, wasOld ? Knowledge.None : Knowledge.Checked);
                break;
            case MqttFailureKind.Checking:
                Choose(MqttProtocolVersion.V5, Knowledge.Checking);
                break;
            case MqttFailureKind.NoAnswer when wasOld:
                Choose(MqttProtocolVersion.V5, Knowledge.None);
                break;
            case MqttFailureKind.NoAnswer:
                Choose(MqttProtocolVersion.V311, _knowledge == Knowledge.Checking ? Knowledge.Checked : Knowledge.Guessing);
                break;
            case MqttFailureKind.Lost or MqttFailureKind.Dismissed when !wasOld:
                // It has accepted us.
                _knowledge = Knowledge.None;
                break;
        }

        return !wasOld && Version == MqttProtocolVersion.V311;
    }

    private void Choose(MqttProtocolVersion version, Knowledge knowledge) => (Version, _knowledge) = (version, knowledge);

    private TimeSpan Spread(TimeSpan wait) => wait * (0.5 + 0.5 * random.NextDouble());
}
