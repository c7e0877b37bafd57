namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>
/// Decides, after a connection failed or ended, how long to wait, how long the next attempt may take, and which protocol version it uses. Not thread-safe.
/// </summary>
/// <remarks>
/// When another client takes our id, Mosquitto up to 2.0, and under MQTT 3.1.1 every broker, just closes the connection, as a broker does that restarts.
/// To tell the two apart, after several short connections in a row the next attempt is made at once: a restarting broker does not answer it, even behind a
/// proxy that accepts for it; a broker that answers has thrown us out.
///
/// A broker that closes without an answer may not know MQTT 5, or may still be starting behind a proxy that accepts for it. So 3.1.1 is tried; if it is
/// accepted, 5 is tried once more at once, and only a broker that refuses it again is taken for an old one.
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

    /// <summary>Whether the older version was only guessed; a connection by it is then ended to check the newer one.</summary>
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

    /// <summary>Recognises, from several short connections in a row, that another client has our id although the broker does not say so.</summary>
    /// <param name="stoodFor">How long the broker had accepted us; zero: never.</param>
    /// <returns>The failure, or the one that several like it in a row mean.</returns>
    public MqttError Judge(MqttError failure, TimeSpan stoodFor)
    {
        bool isShort = failure.Kind == MqttErrorKind.Lost && stoodFor > TimeSpan.Zero && stoodFor < options.StableAfter;
        _shortLives = isShort ? _shortLives + 1 : 0;
        return _shortLives < SuspiciousLives ? failure : new MqttError(
            MqttErrorKind.TakenOver,
            "it accepts us and soon closes the connection, again and again, while it stands; "
            + "likely another client has the same client id (session taken over), or it forbids a topic of ours");
    }

    /// <summary>The wait before the next attempt, after <see cref="Judge"/>.</summary>
    /// <param name="stoodFor">How long the broker had accepted us; zero: never.</param>
    public TimeSpan After(MqttErrorKind failure, TimeSpan stoodFor)
    {
        // A connection that ends soon does not reset the waits: two 3.1.1 clients with one id would throw each other out without pause.
        if (stoodFor >= options.StableAfter)
            _failures = 0;
        // The other client stays connected while we wait, so a connection as long as one wait does not mean that it has given up.
        if (stoodFor > options.AfterTakeover * TakeoverCeiling)
            _takeovers = 0;
        _silences = failure == MqttErrorKind.Silent ? _silences + 1 : 0;
        bool isFirstStepDown = ChooseVersion(failure);
        switch (failure)
        {
            case MqttErrorKind.Checking or MqttErrorKind.WillRetainRefused or MqttErrorKind.WillQualityRefused:
            case MqttErrorKind.VersionRefused when isFirstStepDown:
            case MqttErrorKind.Lost when _shortLives == SuspiciousLives - 1:
                return TimeSpan.Zero;
            case MqttErrorKind.Refused:
                return Spread(options.AfterRefusal);
            case MqttErrorKind.TakenOver:
                return Spread(options.AfterTakeover * Math.Min(1 << Math.Min(_takeovers++, 8), TakeoverCeiling));
            default:
                double factor = Math.Pow(2, Math.Min(_failures++, 30));
                return Spread(TimeSpan.FromSeconds(Math.Min(options.First.TotalSeconds * factor, options.MaxWait.TotalSeconds)));
        }
    }

    /// <summary>Switches to the version that is likelier to work.</summary>
    /// <returns>Whether it switched to the older one.</returns>
    private bool ChooseVersion(MqttErrorKind failure)
    {
        bool wasOld = Version == MqttProtocolVersion.V311;
        switch (failure)
        {
            case MqttErrorKind.VersionRefused:
                Choose(wasOld ? MqttProtocolVersion.V5 : MqttProtocolVersion.V311, wasOld ? Knowledge.None : Knowledge.Checked);
                break;
            case MqttErrorKind.Checking:
                Choose(MqttProtocolVersion.V5, Knowledge.Checking);
                break;
            case MqttErrorKind.NoAnswer when wasOld:
                Choose(MqttProtocolVersion.V5, Knowledge.None);
                break;
            case MqttErrorKind.NoAnswer:
                Choose(MqttProtocolVersion.V311, _knowledge == Knowledge.Checking ? Knowledge.Checked : Knowledge.Guessing);
                break;
            case MqttErrorKind.Lost or MqttErrorKind.Dismissed when !wasOld:
                // It has accepted us.
                _knowledge = Knowledge.None;
                break;
        }

        return !wasOld && Version == MqttProtocolVersion.V311;
    }

    private void Choose(MqttProtocolVersion version, Knowledge knowledge) => (Version, _knowledge) = (version, knowledge);

    private TimeSpan Spread(TimeSpan wait) => wait * (0.5 + 0.5 * random.NextDouble());
}
