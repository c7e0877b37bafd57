using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.TestKit;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace EdgeVision.Workbench.Tests.Fleet;

/// <summary>deploy/k3s/edgevision.yaml as far as it can be looked at without a cluster.</summary>
public sealed class DaemonSetTests
{
    private static readonly string s_path = Repository.PathTo("deploy", "k3s", "edgevision.yaml");

    [Fact]
    public void TheConfigurationInItIsOneThatTheDaemonTakes()
    {
        Dictionary<object, object> map = Documents().Single(static document => (string)document["kind"] == "ConfigMap");
        using TemporaryFolder folder = new();
        string file = folder.PathTo("edgevision.json");
        File.WriteAllText(file, (string)In(map, "data", "edgevision.json"));
        Dictionary<string, string> environment = Environment().Where(static one => one.ContainsKey("value")).ToDictionary(
            static one => (string)one["name"], static one => (string)one["value"]);
        environment["EDGEVISION__DEVICE"] = environment["EDGEVISION__MQTT__USERNAME"] = "door-7";

        EdgeVisionOptions options = ConfigurationLoader.Load(file, environment, new Dictionary<string, string>());

        Assert.Equal(("door-7", "door-7"), (options.Device, options.Mqtt!.Username));
        Assert.StartsWith("/run/secrets/edgevision/", options.Mqtt.PasswordFile, StringComparison.Ordinal);
        Assert.Contains(Environment(), static one => one["name"] is "EDGEVISION__MQTT__USERNAME");
    }

    [Fact]
    public void ThePodIsConfined_AndEachMountHasItsVolume()
    {
        Dictionary<object, object> pod = (Dictionary<object, object>)In(DaemonSet(), "spec", "template", "spec");
        Assert.Equal("true", In(pod, "securityContext", "runAsNonRoot"));
        Assert.NotEqual("0", In(pod, "securityContext", "runAsUser"));
        HashSet<object> volumes = [.. ((List<object>)pod["volumes"]).Select(static volume => In(volume, "name"))];
        object[] containers = [.. (List<object>)pod["initContainers"], .. (List<object>)pod["containers"]];
        Assert.Equal(2, containers.Length);
        Assert.All(containers, container =>
        {
            Assert.Equal("true", In(container, "securityContext", "readOnlyRootFilesystem"));
            Assert.Equal("false", In(container, "securityContext", "allowPrivilegeEscalation"));
            Assert.Equal("ALL", Assert.Single((List<object>)In(container, "securityContext", "capabilities", "drop")));
            Assert.All((List<object>)In(container, "volumeMounts"), mount => Assert.Contains(In(mount, "name"), volumes));
        });
        Assert.Equal(In(DaemonSet(), "spec", "selector", "matchLabels"), In(DaemonSet(), "spec", "template", "metadata", "labels"));
    }

    private static Dictionary<object, object> DaemonSet() => Documents().Single(static document => (string)document["kind"] == "DaemonSet");

    private static IEnumerable<Dictionary<object, object>> Environment() =>
        ((List<object>)In(((List<object>)In(DaemonSet(), "spec", "template", "spec", "containers"))[0], "env")).Cast<Dictionary<object, object>>();

    private static object In(object node, params string[] path) => path.Aggregate(node, static (one, key) => ((Dictionary<object, object>)one)[key]);

    private static List<Dictionary<object, object>> Documents()
    {
        using StreamReader text = File.OpenText(s_path);
        var parser = new MergingParser(new Parser(text));
        IDeserializer deserializer = new DeserializerBuilder().Build();
        List<Dictionary<object, object>> documents = [];
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
            documents.Add(deserializer.Deserialize<Dictionary<object, object>>(parser));
        return documents;
    }
}
