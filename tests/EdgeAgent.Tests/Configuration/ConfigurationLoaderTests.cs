using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.Inference.Sessions;
using EdgeVision.Pixels;
using EdgeVision.TestKit;
using FsCheck.Xunit;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

public sealed class ConfigurationLoaderTests
{
    private const string OneCamera = """{ "cameras": [ { "name": "door", "kind": "v4l2", "device": "/dev/video0" } ] }""";

    private static readonly Dictionary<string, string> s_nothing = [];

    [Fact]
    public void Accepts_TheExample()
    {
        EdgeVisionOptions options = ConfigurationLoader.Load(Repository.PathTo("deploy", "systemd", "edgevision.example.json"), s_nothing, s_nothing);

        Assert.Equal("front-gate", options.DeviceName);
        Assert.Equal(["gate", "yard"], options.Cameras.Select(camera => camera.Name));
        Assert.Equal(PixelFormat.Yuv420, options.Cameras[1].Format);
        Assert.Equal(4, options.Rules[0].Zone.Count);
        Assert.Equal(TimeSpan.FromSeconds(30), options.Outputs[0].MinimumOn);
        Assert.NotNull(options.Mqtt!.Tls);
        Assert.Equal(DetectionsWhen.OnChange, options.Mqtt.Detections.When);
    }

    [Fact]
    public void FillsInDefaults()
    {
        using var file = new ConfigurationFile(OneCamera);

        EdgeVisionOptions options = file.Load();

        Assert.Equal(Environment.MachineName, options.DeviceName);
        Assert.Equal(new InferenceOptions(), options.Inference);
        Assert.Null(options.Mqtt);
        Assert.Empty(options.Rules);
    }

    [Theory, InlineData("\"auto\"", null), InlineData("null", null), InlineData("3", 3)]
    public void Accepts_ANumberOfThreadsOrAuto(string written, int? expected)
    {
        using var file = new ConfigurationFile(OneCamera[..^1] + $$""", "inference": { "threads": {{written}} } }""");

        Assert.Equal(expected, file.Load().Inference.Threads);
        Assert.Null(file.Load(overrides: new() { ["inference:threads"] = "auto" }).Inference.Threads);
    }

    [Fact]
    public void Accepts_CommentsTrailingCommasSchemaAndByteOrderMark()
    {
        using var file = new ConfigurationFile("\uFEFF" + """
            {
              // Where editors find the schema.
              "$schema": "edgevision.schema.json",
              "cameras": [ { "name": "door", "kind": "replay", "path": "samples", /* once */ "loop": false, }, ],
            }
            """);

        Assert.False(file.Load().Cameras[0].Loop);
    }

    [Fact]
    public void AsksNothing_OfASectionWhoseKindIsUnknown()
    {
        using var file = new ConfigurationFile("""
            { "cameras": [{ "name": "door", "kind": "replay", "path": "p" }], "rules": [{ "name": "r" }],
              "outputs": [{ "name": "lamp", "driver": "simulatd", "rule": "r" }] }
            """);

        Assert.Equal(["""file:2: $.outputs[0].driver: "simulatd" is not known here; did you mean "simulated"?"""], file.Errors());
    }

    [Fact]
    public void TellsAllErrorsAtOnce_WithPathLineAndWayOut()
    {
        using var file = new ConfigurationFile("""
            {
              "cameras": [
                { "name": "door", "kind": "v4l2", "device": "/dev/video0" },
                {
                  "name": "yard/left",
                  "kind": "v4l3",
                  "width": 0,
                  "wdith": 640
                }
              ],
              "inference": { "minimumScore": "high", "threads": 2.5 },
              "tracking": { "lostAfter": "1 hour" },
              "rules": [ { "name": "r", "startFrames": 6, "cameras": ["dor"], "zone": [[0, 0], [1, 2], [1, 1]] } ],
              "outputs": [ { "name": "lamp", "rule": "q", "line": "17", "activeLow": "yes" } ],
              "mqtt": { "password": 1234, "port": 70000 },
              "tracking": {}
            }
            """);

        Assert.Equal(
            [
                """file:5: $.cameras[1].name: "yard/left" cannot be part of an MQTT topic: it holds /; use any characters but + # / " \, up to 64.""",
                """file:6: $.cameras[1].kind: "v4l3" is not known here; did you mean "v4l2"?""",
                """file:7: $.cameras[1].width: 0 is out of range; use 16 to 8192.""",
                """file:8: $.cameras[1].wdith: is not a setting; did you mean "width"?""",
                """file:11: $.inference.minimumScore: "high" is not a number; use 0.01 to 0.99.""",
                """file:11: $.inference.threads: 2.5 is not a whole number; use 1 to 64, or "auto".""",
                """file:12: $.tracking.lostAfter: "1 hour" is not a time; write a number and its unit (ms, s, m, h, d), for example "2s".""",
                """file:13: $.rules[0].zone[1]: [1, 2] is outside the picture; corners are parts of it from 0 to 1, [0, 0] top left and [1, 1] bottom right.""",
                """file:13: $.rules[0].startFrames: 6 of 5 frames can never be; use at most startWindow.""",
                """file:14: $.outputs[0].activeLow: "yes" is neither true nor false; write one of them, without quotes.""",
                """file:14: $.outputs[0].rule: there is no rule "q"; did you mean "r"?""",
                """file:14: $.outputs[0].chip: is missing; line 17 is an offset, and every chip has one. Name the chip, for example "gpiochip0".""",
                """file:15: $.mqtt.password: the value is not a string; put it in quotes.""",
                """file:15: $.mqtt.port: 70000 is out of range; use 1 to 65535.""",
                """file:16: $.tracking: is already set by file:12; keep one of them.""",
            ],
            file.Errors());
    }

    [Theory]
    [InlineData("", "file: $: is empty; begin with edgevision.example.json, which is in /usr/share/doc/edgevision")]
    [InlineData("\uFEFF \r\n\t", "file: $: is empty; begin with edgevision.example.json")]
    [InlineData("// nothing", "file:1: $: is not JSON: ")]
    [InlineData("{\n\"cameras\": [\n", "file:3: $: is not JSON: ")]
    [InlineData("{\n\"cameras\": oops }", "file:2: $: is not JSON: ")]
    [InlineData("[]", "file:1: $: a list is not an object; write { \"key\": value }.")]
    [InlineData("{} {}", "file:1: $: is not JSON: ")]
    [InlineData("{\"device\": \"\\ud800\"}", "file:1: $: holds a string with half a surrogate pair")]
    [InlineData("{}", "file:1: $.cameras: is empty; name at least one camera.")]
    [InlineData("""{"cameras": [null, 5]}""", "file:1: $.cameras[0]: null is not an object")]
    [InlineData("""{"tracking": null}""", "file:1: $.tracking: null is not a value; leave the setting out to have its default.")]
    public void Rejects_WhatIsNoConfiguration(string text, string message)
    {
        using var file = new ConfigurationFile(text);

        Assert.StartsWith(message, file.Errors()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_BytesThatAreNotText()
    {
        using var file = new ConfigurationFile([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x7D]);

        Assert.Equal(["file: $: is not UTF-8 text; save it as UTF-8."], file.Errors());
    }

    [Fact]
    public void Rejects_FileFarTooLarge()
    {
        using var file = new ConfigurationFile(new byte[ConfigurationReader.MaximumBytes + 1]);

        Assert.Contains("larger than 1048576 bytes", Assert.Single(file.Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_FileThatIsNotThere()
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load("/nowhere/edgevision.json", s_nothing, s_nothing));

        Assert.StartsWith("/nowhere/edgevision.json: $: there is no such file; name yours with --config", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name": "a", "kind": "v4l2"}""", "device: is missing")]
    [InlineData("""{"name": "a", "kind": "v4l2", "device": "/dev/video0", "loop": true}""", "loop: is not a setting of a v4l2 camera")]
    [InlineData("""{"name": "a", "kind": "v4l2", "device": "/dev/video0", "width": 640}""", "height: is missing; width and height go together.")]
    [InlineData("""{"name": "a", "kind": "v4l2", "device": "/dev/video0", "width": 641, "height": 480, "format": "yuyv"}""", "width: 641 is odd")]
    [InlineData("""{"name": "a", "kind": "replay"}""", "path: is missing")]
    [InlineData("""{"name": "a", "kind": "replay", "path": "p", "device": "/dev/video0"}""", "device: is not a setting of a replay camera")]
    [InlineData("""{"name": "a", "kind": "pipe", "width": 640, "height": 480, "format": "grey"}""", "command: is missing")]
    [InlineData("""{"name": "a", "kind": "pipe", "command": ["x"], "width": 640, "height": 480}""", "format: is missing")]
    [InlineData("""{"name": "a", "kind": "pipe", "command": ["x"], "format": "grey"}""", "width: is missing; raw frames need their size.")]
    [InlineData("""{"name": "a", "kind": "pipe", "command": ["x"], "format": "grey", "height": 480}""", "width: is missing; width and height go together.")]
    [InlineData("""{"name": "status", "kind": "replay", "path": "p"}""", "name: \"status\" is the device's own topic")]
    [InlineData("""{"name": "a", "kind": "replay", "path": "p", "when": "pir"}""", "when: there is no input \"pir\"; there is none.")]
    [InlineData("""{"name": "a", "kind": "replay", "path": ""}""", "path: is empty")]
    [InlineData("""{"kind": "replay", "path": "p"}""", "name: is missing")]
    [InlineData("""{"name": "a"}""", "kind: is missing")]
    public void Rejects_CameraThatCannotWork(string camera, string message)
    {
        using var file = new ConfigurationFile($$"""{"cameras": [{{camera}}]}""");

        Assert.StartsWith($"file:1: $.cameras[0].{message}", Assert.Single(file.Errors()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "mqtt": { "password": "p" } """, "$.mqtt.username: is missing")]
    [InlineData(""" "mqtt": { "username": "u", "password": "p", "passwordFile": "f" } """, "$.mqtt.password: is given twice")]
    [InlineData(
        """ "mqtt": { "username": "u", "password": "${file:/etc/p}" } """, "$.mqtt.password: would be sent as it is written; name the file by passwordFile")]
    [InlineData(""" "mqtt": { "tls": { "certificate": "c" } } """, "$.mqtt.tls.key: is missing")]
    [InlineData(""" "mqtt": { "tls": { "insecure": true } } """, "$.mqtt.tls.insecure: is not a setting; use one of ca, certificate, key.")]
    [InlineData(""" "mqtt": { "topicPrefix": "home/+/x" } """, "$.mqtt.topicPrefix: \"home/+/x\" cannot be part of an MQTT topic")]
    [InlineData(""" "device": "a\u0000b" """, "$.device: \"a\\x00b\" holds a zero byte (\\u0000); leave it out.")]
    [InlineData(""" "rules": [{ "name": "r" }, { "name": "r" }] """, "$.rules[1].name: \"r\" is already the name of rules[0]")]
    [InlineData(""" "rules": [{ "name": "r", "zone": [[0, 0], [1, 1]] }] """, "$.rules[0].zone: has 2 corners")]
    [InlineData(""" "rules": [{ "name": "r", "zone": [[0, 0], [0.5, 0.5], [1, 1]] }] """, "$.rules[0].zone: has no area")]
    [InlineData(""" "rules": [{ "name": "r", "cameras": ["dor"] }] """, "$.rules[0].cameras[0]: there is no camera \"dor\"; did you mean \"door\"?")]
    [InlineData(""" "buzzer": { "rule": "r" } """, "$.buzzer.rule: there is no rule \"r\"; there is none.")]
    [InlineData(""" "outputs": [{ "name": "o", "driver": "simulated", "rule": "r" }] """, "$.outputs[0].rule: there is no rule \"r\"; there is none.")]
    [InlineData(""" "rules": [{ "name": "r" }], "outputs": [{ "name": "a", "line": "GPIO17", "rule": "r" }, { "name": "b", "line": "GPIO17", "rule": "r" }] """,
        "$.outputs[1].line: \"GPIO17\" is already driven by outputs[0]")]
    [InlineData(
        """ "rules": [{ "name": "r", "when": "prir" }], "inputs": [{ "name": "pir", "line": "GPIO27" }] """,
        "$.rules[0].when: there is no input \"prir\"; did you mean \"pir\"?")]
    [InlineData(""" "inputs": [{ "name": "pir" }] """, "$.inputs[0].line: is missing; an input needs its line, by name (\"GPIO17\") or offset (\"17\").")]
    [InlineData(""" "inputs": [{ "name": "pir", "line": "27" }] """, "$.inputs[0].chip: is missing; line 27 is an offset")]
    [InlineData(
        """ "inputs": [{ "name": "pir", "line": "GPIO27", "kind": "radar" }] """,
        "$.inputs[0].kind: \"radar\" is not known here; use one of line, pir, button.")]
    [InlineData(""" "inputs": [{ "name": "pir", "line": "GPIO27", "bias": "up" }] """, "$.inputs[0].bias: \"up\" is not known here;")]
    [InlineData(
        """ "inputs": [{ "name": "pir", "line": "GPIO27", "debounce": "1m" }] """, "$.inputs[0].debounce: \"1m\" is out of range; use \"0s\" to \"10s\".")]
    [InlineData(
        """ "inputs": [{ "name": "a", "line": "GPIO27" }, { "name": "a", "line": "GPIO28" }] """, "$.inputs[1].name: \"a\" is already the name of inputs[0]")]
    [InlineData(
        """ "inputs": [{ "name": "a", "line": "GPIO27" }, { "name": "b", "line": "GPIO27" }] """,
        "$.inputs[1].line: \"GPIO27\" is already listened to by inputs[0]")]
    [InlineData(""" "rules": [{ "name": "r" }], "inputs": [{ "name": "a", "line": "GPIO17" }], "outputs": [{ "name": "o", "line": "GPIO17", "rule": "r" }] """,
        "$.outputs[0].line: \"GPIO17\" is already listened to by inputs[0]; a line is an input or an output.")]
    [InlineData(""" "rules": [{ "name": "r" }], "outputs": [{ "name": "o", "line": "GPIO17", "rule": "r", "staleAfter": "100ms" }] """,
        "$.outputs[0].staleAfter: 100ms would make the output go safe between two frames of camera \"door\", which come every 100ms; "
        + "use at least 200ms, or give the camera a higher fps.")]
    public void Rejects_SettingsThatContradict(string settings, string message)
    {
        using var file = new ConfigurationFile($$"""{ "cameras": [{ "name": "door", "kind": "replay", "path": "p", "fps": 10 }], {{settings}} }""");

        Assert.StartsWith($"file:1: {message}", Assert.Single(file.Errors()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "driver": "character-device", "line": "GPIO17", "bus": "1" """, "bus: is for the expanders on an I²C bus")]
    [InlineData(""" "driver": "simulated", "address": "0x20" """, "address: is for the expanders on an I²C bus")]
    [InlineData(""" "driver": "pcf8574", "address": "0x20", "line": "0" """, "bus: is missing; a pcf8574 needs its I²C bus, for example \"/dev/i2c-1\".")]
    [InlineData(""" "driver": "pcf8574", "bus": "1", "line": "0" """, "address: is missing; a pcf8574 listens at \"0x20\" to \"0x27\", a PCF8574A")]
    [InlineData(""" "driver": "pcf8574", "bus": "1", "address": "32", "line": "0" """, "address: \"32\" is no address of a pcf8574")]
    [InlineData(
        """ "driver": "mcp23017", "bus": "1", "address": "0x3f", "line": "0" """,
        "address: \"0x3f\" is no address of a mcp23017; it listens at \"0x20\" to \"0x27\", as")]
    [InlineData(""" "driver": "mcp23017", "bus": "1", "address": "0x20" """, "line: is missing; the lines of a mcp23017 are \"0\" to \"15\".")]
    [InlineData(""" "driver": "mcp23008", "bus": "1", "address": "0x20", "line": "8" """, "line: \"8\" is none; the lines of a mcp23008 are \"0\" to \"7\".")]
    [InlineData(""" "driver": "pcf8575", "bus": "1", "address": "0x20", "line": "0", "chip": "gpiochip0" """, "chip: is not a setting of driver pcf8575")]
    public void Rejects_AnOutputThatNoChipOnABusHas(string output, string message)
    {
        const string Before = """{ "cameras": [{ "name": "door", "kind": "replay", "path": "p" }], "rules": [{ "name": "r" }], "outputs": """;
        using var file = new ConfigurationFile($$"""{{Before}}[{ "name": "o", "rule": "r", {{output}} }] }""");

        Assert.StartsWith($"file:1: $.outputs[0].{message}", Assert.Single(file.Errors()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pcf8574", "/dev/i2c-1", "0x20", "03", "line: \"03\" is already driven by outputs[0]; one line can follow one rule only.")]
    [InlineData("mcp23017", "1", "0x20", "4", "driver: outputs[0] says that another chip listens at 0x20 on /dev/i2c-1; it is one or the other.")]
    [InlineData("pcf8574", "1", "0x20", "4", null)]
    [InlineData("mcp23017", "1", "0x21", "3", null)]
    [InlineData("mcp23017", "2", "0x20", "3", null)]
    public void Rejects_TwoOutputsOnOneLineOfAnExpander(string driver, string bus, string address, string line, string? message)
    {
        using var file = new ConfigurationFile($$"""
            {
              "cameras": [{ "name": "door", "kind": "replay", "path": "p" }],
              "rules": [{ "name": "r" }],
              "outputs": [
                { "name": "one", "rule": "r", "driver": "pcf8574", "bus": "1", "address": "0x20", "line": "3" },
                { "name": "two", "rule": "r", "driver": "{{driver}}", "bus": "{{bus}}", "address": "{{address}}", "line": "{{line}}" }
              ]
            }
            """);

        if (message is null)
            Assert.Equal(2, file.Load().Outputs.Count);
        else
            Assert.Equal($"file:6: $.outputs[1].{message}", Assert.Single(file.Errors()));
    }

    [Theory]
    [InlineData(""" "kind": "lcd1602", "bus": "1", "address": "0x3c" """, null)]
    [InlineData(""" "kind": "ssd1306", "bus": "1" """, null)]
    [InlineData(""" "kind": "ssd1306-128x32", "bus": "1", "address": "0x3d" """, null)]
    [InlineData(
        """ "kind": "ssd1306", "bus": "1", "address": "0x27" """,
        "address: \"0x27\" is no address of this kind of display; it listens at \"0x3c\" or \"0x3d\", as i2cdetect shows.")]
    [InlineData(""" "kind": "lcd2004", "bus": "1", "address": "27" """, "address: \"27\" is no address of this kind of display; it listens at \"0x20\" to")]
    [InlineData(""" "kind": "lcd2004", "bus": "/dev/i2c-1", "address": "0x20" """, "address: 0x20 on /dev/i2c-1 is the chip of outputs[0]; they must differ.")]
    [InlineData(""" "kind": "lcd2004" """, "bus: is missing; it has no default.")]
    [InlineData(""" "bus": "1" """, "kind: is missing; it has no default.")]
    [InlineData(""" "kind": "lcd4004", "bus": "1" """, "kind: \"lcd4004\" is not known here")]
    public void Rejects_ADisplayThatCannotBe(string display, string? message)
    {
        using var file = new ConfigurationFile($$"""
            { "cameras": [{ "name": "door", "kind": "replay", "path": "p" }], "rules": [{ "name": "r" }], "display": { {{display}} },
              "outputs": [{ "name": "o", "rule": "r", "driver": "pcf8574", "bus": "1", "address": "0x20", "line": "3" }] }
            """);

        if (message is null)
            Assert.NotNull(file.Load().Display);
        else
            Assert.StartsWith($"file:1: $.display.{message}", Assert.Single(file.Errors()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"slow\"", "10s", "10s would make the output go safe between two frames of camera \"slow\", which come every 10s; use at least 20s")]
    [InlineData("", "5s", "5s would make the output go safe between two frames of camera \"slow\", which come every 10s; use at least 20s")]
    [InlineData("\"slow\"", "20s", null)]
    [InlineData("\"fast\", \"open\"", "5s", null)]
    public void Rejects_StaleAfterThatASlowCameraCannotKeep(string cameras, string staleAfter, string? message)
    {
        using var file = new ConfigurationFile($$"""
            {
              "cameras": [
                { "name": "slow", "kind": "replay", "path": "p", "fps": 0.1 },
                { "name": "fast", "kind": "replay", "path": "p", "fps": 30 },
                { "name": "open", "kind": "replay", "path": "p" }
              ],
              "rules": [{ "name": "r", "cameras": [{{cameras}}] }],
              "outputs": [{ "name": "o", "driver": "simulated", "rule": "r", "staleAfter": "{{staleAfter}}" }]
            }
            """);

        if (message is null)
            Assert.Equal(3, file.Load().Cameras.Count);
        else
            Assert.StartsWith($"file:8: $.outputs[0].staleAfter: {message}", Assert.Single(file.Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public void TheCommandLineBeatsTheEnvironmentBeatsTheFile()
    {
        using var file = new ConfigurationFile(
            """{ "cameras": [{ "name": "door", "kind": "replay", "path": "p" }], "mqtt": { "host": "file", "port": 1, "clientId": "file" } }""");

        EdgeVisionOptions options = file.Load(
            new() { ["EDGEVISION__MQTT__HOST"] = "environment", ["EDGEVISION__MQTT__PORT"] = "2", ["HOME"] = "/root", ["EDGEVISION_HOME"] = "x" },
            new() { ["mqtt:host"] = "command-line" });

        Assert.Equal(("command-line", 2, "file"), (options.Mqtt!.Host, options.Mqtt.Port, options.Mqtt.ClientId));
    }

    [Fact]
    public void OverridesReachIntoListsAndTakeJson()
    {
        using var file = new ConfigurationFile(OneCamera);

        EdgeVisionOptions options = file.Load(overrides: new()
        {
            ["cameras:0:fps"] = "7.5",
            ["CAMERAS:1"] = """{ "name": "yard", "kind": "replay", "path": "p" }""",
            ["rules:0:name"] = "r",
            ["rules:0:labels"] = "person, dog",
            ["rules:0:zone"] = "[[0,0],[1,0],[1,1]]",
            ["inference:engine"] = "OnnxRuntime",
            ["outputs:0"] = """{ "name": "o", "rule": "r", "driver": "simulated", "safeLevel": "active" }""",
        });

        Assert.Equal(7.5, options.Cameras[0].Fps);
        Assert.Equal("yard", options.Cameras[1].Name);
        Assert.Equal(["person", "dog"], options.Rules[0].Labels);
        Assert.Equal(3, options.Rules[0].Zone.Count);
        Assert.Equal(EngineKind.OnnxRuntime, options.Inference.Engine);
        Assert.Equal(OutputLevel.Active, options.Outputs[0].SafeLevel);
    }

    [Fact]
    public void Rejects_OverridesThatNameNothing()
    {
        using var file = new ConfigurationFile(OneCamera);

        string[] errors = file.Errors(
            new() { ["EDGEVISION__MQT__HOST"] = "x", ["EDGEVISION__TRACKING__MINIOU"] = "much" },
            new() { ["cameras:5:name"] = "x", ["mqtt:tls:ca:x"] = "y", ["rules"] = "[1" });

        Assert.Equal(
            [
                """environment variable EDGEVISION__MQT__HOST: $.MQT: is not a setting; did you mean "mqtt"?""",
                """--set cameras:5:name: $.cameras[5]: is not an element; the list has 1, so use a number from 0 to 1.""",
                """--set mqtt:tls:ca:x: $.mqtt.tls.ca.x: is not a setting; $.mqtt.tls.ca has none of its own.""",
                """environment variable EDGEVISION__TRACKING__MINIOU: $.tracking.minIou: much is not a number; use 0.01 to 1.""",
            ],
            errors.Where(error => !error.Contains("is not JSON", StringComparison.Ordinal)));
        Assert.Contains(errors, error => error.StartsWith("--set rules: $: is not JSON: ", StringComparison.Ordinal));
    }

    [Property(MaxTest = 300, Replay = "4711,815")]
    public void NeverFailsOtherwise_OnDamagedFiles(int seed)
    {
        var random = new Random(seed);
        byte[] bytes = File.ReadAllBytes(Repository.PathTo("deploy", "systemd", "edgevision.example.json"));
        for (int i = random.Next(1, 8); i > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(random.Next(2) == 0 ? 128 : 256);
        using var file = new ConfigurationFile(bytes[..random.Next(bytes.Length / 2, bytes.Length)]);

        try
        {
            Assert.NotEmpty(file.Load().Cameras);
        }
        catch (ConfigurationException e)
        {
            Assert.NotEmpty(e.Errors);
        }
    }
}
