namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Makes a connection that is not started yet.</summary>
/// <param name="subscriptions">What to subscribe to with each connect.</param>
/// <param name="onConnected">What to do on each connect.</param>
/// <param name="report">Told of each change and each error.</param>
internal delegate IMqttConnection MqttConnectionOpener(
    MqttConnectionOptions options, IReadOnlyList<MqttSubscription> subscriptions, Action<IMqttConnection> onConnected, Action<MqttConnectionReport> report);
