using System.Security.Cryptography;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting.Checks;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Mqtt;
using EdgeVision.Pixels;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Hosting.Checks;

public sealed class ConfigurationCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new("the authority");

    public ConfigurationCheckTests()
    {
        _authority.WriteTo(_folder.PathTo("ca.pem"));
        _authority.Issue("box", _folder.PathTo("box.pem"), _folder.PathTo("box.key"));
        _authority.Issue("other", _folder.PathTo("other.pem"), _folder.PathTo("other.key"));
        Directory.CreateDirectory(_folder.PathTo("folder"));
        File.Copy(Repository.PathTo("samples", "chelsea.jpg"), _folder.PathTo("folder/a.jpg"));
        File.WriteAllText(_folder.PathTo("empty"), "");
        File.WriteAllText(_folder.PathTo("words"), "these are words");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void FindsNothing_WhereEverythingIsThere()
    {
        File.WriteAllText(_folder.PathTo("password"), "sesame\n");

        Assert.Empty(Find(new EdgeVisionOptions
        {
            Cameras = [Replay("folder"), new CameraOptions { Name = "b", Kind = CameraKind.Pipe, Command = ["sh"], Format = PixelFormat.Jpeg }],
            Mqtt = Tls("ca.pem", "box.pem", "box.key").Mqtt! with { Username = "me", PasswordFile = _folder.PathTo("password") },
        }));
    }

    [Theory]
    [InlineData("absent", null, null, "Error $.mqtt.tls.ca: {0}/absent is not there; put it there, or name another file.")]
    [InlineData("folder", null, null, "Error $.mqtt.tls.ca: {0}/folder is a folder; name the file in it.")]
    [InlineData("empty", null, null, "Error $.mqtt.tls.ca: {0}/empty is empty, or no file at all.")]
    [InlineData(
        "words", null, null,
        "Error $.mqtt.tls.ca: {0}/words holds no certificate in PEM form (-----BEGIN CERTIFICATE-----); name the file of the certificate.")]
    [InlineData("box.key", null, null, "Error $.mqtt.tls.ca: {0}/box.key holds a private key, not a certificate; name the file of the certificate.")]
    [InlineData("ca.pem", "absent", "box.key", "Error $.mqtt.tls.certificate: {0}/absent is not there; put it there, or name another file.")]
    [InlineData("ca.pem", "box.pem", "absent", "Error $.mqtt.tls.key: {0}/absent is not there; put it there, or name another file.")]
    [InlineData(
        "ca.pem", "box.pem", "words",
        "Error $.mqtt.tls.key: {0}/words holds no private key in PEM form (-----BEGIN PRIVATE KEY-----); name the file of the key.")]
    [InlineData("ca.pem", "box.pem", "box.pem", "Error $.mqtt.tls.key: {0}/box.pem holds a certificate, not its key; name the file of the key.")]
    [InlineData("ca.pem", "box.pem", "other.key", "Error $.mqtt.tls.key: {0}/other.key is not the key of {0}/box.pem, or cannot be used: ")]
    public void NamesTlsFilesThatCannotBeUsed(string ca, string? certificate, string? key, string words)
    {
        string finding = Assert.Single(Find(Tls(ca, certificate, key)));

        Assert.StartsWith(words.Replace("{0}", _folder.Path, StringComparison.Ordinal), finding, StringComparison.Ordinal);
    }

    [Fact]
    public void TellsDerFromPem()
    {
        using var certificate = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(
            System.Security.Cryptography.PemEncoding.TryFind(File.ReadAllText(_folder.PathTo("ca.pem")), out var fields)
                ? Convert.FromBase64String(File.ReadAllText(_folder.PathTo("ca.pem"))[fields.Base64Data]) : []);
        File.WriteAllBytes(_folder.PathTo("ca.der"), certificate.RawData);

        Assert.Contains(
            "is not PEM but probably DER; convert it by: openssl x509 -inform der -in ", Assert.Single(Find(Tls("ca.der"))), StringComparison.Ordinal);
    }

    [Fact]
    public void TellsThatAKeyIsEncrypted()
    {
        using var key = ECDsa.Create();
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000);
        File.WriteAllText(_folder.PathTo("locked.key"), key.ExportEncryptedPkcs8PrivateKeyPem("sesame", encryption));

        Assert.Contains(
            "locked.key is encrypted, and nobody is there to give its passphrase", Assert.Single(Find(Tls("ca.pem", "box.pem", "locked.key"))),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, "has expired on")]
    [InlineData(-30, "is not valid before")]
    public void WarnsOfCertificatesThatAreNotValidNow(int days, string words)
    {
        var options = Tls("ca.pem", "box.pem", "box.key");
        var findings = new ConfigurationFindings(options.OriginOf);

        new TlsFilesCheck(options.Mqtt!.Tls, findings, DateTimeOffset.UtcNow.AddDays(days)).Check();

        Assert.Equal(["$.mqtt.tls.ca", "$.mqtt.tls.certificate"], findings.All.Select(finding => finding.Path));
        Assert.All(findings.All, finding => Assert.True(!finding.IsError && finding.Message.Contains(words, StringComparison.Ordinal), finding.ToString()));
    }

    [Theory]
    [InlineData("absent", "Error $.mqtt.passwordFile: {0}/absent is not there")]
    [InlineData("folder", "Error $.mqtt.passwordFile: {0}/folder is a folder")]
    [InlineData("empty", "Error $.mqtt.passwordFile: {0}/empty is empty")]
    [InlineData("blank", "Warning $.mqtt.passwordFile: the password is empty; write it on the file's first line.")]
    [InlineData("zero", "Error $.mqtt.passwordFile: The MQTT password file {0}/zero holds a zero byte")]
    public void NamesPasswordFilesThatCannotBeUsed(string name, string words)
    {
        File.WriteAllText(_folder.PathTo("blank"), "\nsesame");
        File.WriteAllText(_folder.PathTo("zero"), "ses\0ame");

        string finding = Assert.Single(
            Find(new EdgeVisionOptions { Cameras = [Replay("folder")], Mqtt = new MqttOptions { Username = "me", PasswordFile = _folder.PathTo(name) } }));

        Assert.StartsWith(words.Replace("{0}", _folder.Path, StringComparison.Ordinal), finding, StringComparison.Ordinal);
    }

    [Fact]
    public void WarnsOfCamerasThatAreNotThereYet()
    {
        string[] findings = Find(new EdgeVisionOptions
        {
            Cameras =
            [
                new() { Name = "a", Kind = CameraKind.V4L2, Device = _folder.PathTo("video0") },
                Replay("absent"),
                Replay("empty"),
                new() { Name = "c", Kind = CameraKind.Pipe, Command = ["no-such-program-anywhere"] },
                new() { Name = "d", Kind = CameraKind.Pipe, Command = [_folder.PathTo("words")] },
                new() { Name = "e", Kind = CameraKind.Pipe, Command = ["./no-such-program"] },
            ],
        });

        Assert.Equal(
            [
                $"Warning $.cameras[0].device: {_folder.PathTo("video0")} is not there now; it is tried again until it is. "
                + "'edgevision cameras' lists the cameras that are there.",
                $"Warning $.cameras[1].path: {_folder.PathTo("absent")} is not there; put it there, or name another file.",
                $"Warning $.cameras[2].path: {_folder.PathTo("empty")} is empty, or no file at all.",
                "Warning $.cameras[3].command[0]: no-such-program-anywhere is found in no folder of PATH; install it, or name its whole path.",
                $"Warning $.cameras[4].command[0]: {_folder.PathTo("words")} is no program that can be run; make it executable.",
                "Warning $.cameras[5].command[0]: ./no-such-program is not there; install it, or name the right path.",
            ],
            findings);
    }

    [Fact]
    public void WarnsOfSecretsThatAreNotThereYet()
    {
        string file = _folder.PathTo("absent");

        string[] findings = Find(new EdgeVisionOptions
        {
            Cameras =
            [
                new()
                {
                    Name = "a",
                    Kind = CameraKind.Pipe,
                    Command = ["sh", $"rtsp://me:${{file:{file}}}@camera"],
                    Environment = [$"A=${{file:{_folder.PathTo("words")}}}", $"B=${{file:{file}}}"],
                },
            ],
        });

        Assert.Equal(
            [
                $"Warning $.cameras[0].command[1]: {file} is not there; put it there, or name another file.",
                $"Warning $.cameras[0].environment[1]: {file} is not there; put it there, or name another file.",
            ],
            findings);
    }

    [Fact]
    public void WarnsOfAFolderWithoutPictures()
    {
        Directory.CreateDirectory(_folder.PathTo("bare"));

        Assert.Contains(
            "bare holds no *.jpg or *.jpeg file", Assert.Single(Find(new EdgeVisionOptions { Cameras = [Replay("bare")] })), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesDevicesThatAreNone_AndWarnsOfLinksToOne()
    {
        File.CreateSymbolicLink(_folder.PathTo("by-id"), "/dev/null");
        File.CreateSymbolicLink(_folder.PathTo("by-path"), _folder.PathTo("by-id"));

        string[] findings = Find(new EdgeVisionOptions
        {
            Cameras = [Device("by-id"), Device("folder"), Device("words"), Device("by-path")],
        });

        Assert.Equal(3, findings.Length);
        Assert.StartsWith($"Error $.cameras[1].device: {_folder.PathTo("folder")} is a folder", findings[0], StringComparison.Ordinal);
        Assert.StartsWith($"Error $.cameras[2].device: {_folder.PathTo("words")} is a file, not a camera", findings[1], StringComparison.Ordinal);
        Assert.StartsWith(
            $"Warning $.cameras[3].device: {_folder.PathTo("by-path")} leads to /dev/null now, as the device of cameras[0] does", findings[2],
            StringComparison.Ordinal);
    }

    [Fact]
    public void NeverWaitsForAPipe()
    {
        string pipe = _folder.PathTo("pipe");
        using (var process = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            process.WaitForExit();

        var mqtt = new MqttOptions { Username = "me", PasswordFile = pipe, Tls = new BrokerTlsOptions { Ca = pipe } };
        string[] findings = Find(new EdgeVisionOptions { Cameras = [Replay("pipe")], Mqtt = mqtt });

        Assert.Equal(3, findings.Length);
        Assert.All(findings, finding => Assert.Contains("is empty, or no file at all", finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("RaspberryPi", true)]
    [InlineData("(none)", true)]
    [InlineData("front-gate", false)]
    [InlineData("localhost.site-a.example", false)]
    public void KnowsHostNamesThatManyHave(string hostName, bool isCommon) => Assert.Equal(isCommon, MqttOutputKind.IsCommon(hostName));

    [Fact]
    public void NamesAModelThatIsNotThere_OrIsAnother()
    {
        Directory.CreateDirectory(_folder.PathTo("model"));
        foreach (string file in Directory.GetFiles(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco")))
            File.Copy(file, _folder.PathTo($"model/{Path.GetFileName(file)}"));
        string onnx = Directory.GetFiles(_folder.PathTo("model"), "*.onnx")[0];
        using (FileStream file = File.OpenWrite(onnx))
            file.WriteByte(0xFF);

        Assert.StartsWith("Error $.inference.model: There is no model 'absent': ", Assert.Single(FindAll("absent")), StringComparison.Ordinal);
        Assert.StartsWith($"Error $.inference.model: the SHA-256 of {onnx} is ", Assert.Single(FindAll(_folder.PathTo("model"))), StringComparison.Ordinal);
        Assert.Contains("the model has no manifest", Assert.Single(FindAll(_folder.PathTo("words"))), StringComparison.Ordinal);
    }

    [Fact]
    public void NamesWhatTheModelCannotGive()
    {
        string[] findings = FindAll(
            Repository.PathTo("models", "ssdlite-mobilenet-v2-coco"),
            new EdgeVisionOptions
            {
                Rules = [new RuleOptions { Name = "r", Labels = ["persn"] }],
                Mqtt = new MqttOptions { Detections = new DetectionsOptions { Mask = MaskForm.Runs } },
            });

        Assert.Equal(
            [
                "Error $.rules[0].labels[0]: model ssdlite-mobilenet-v2-coco cannot see \"persn\"; did you mean \"person\"?",
                "Error $.mqtt.detections.mask: model ssdlite-mobilenet-v2-coco gives no class to each pixel; leave it out, or choose a model for segmentation.",
            ],
            findings);
    }

    [Theory]
    [InlineData(
        0.1f,
        null,
        "Warning $.rules[0].minimumScore: 0.1 asks for lower scores than there are: model ssdlite-mobilenet-v2-coco gives none below 0.5. "
        + "Set inference.minimumScore to 0.1, or raise this one to 0.5.")]
    [InlineData(
        0.1f,
        0.2f,
        "Warning $.rules[0].minimumScore: 0.1 asks for lower scores than there are: inference.minimumScore lets none through below 0.2. "
        + "Set inference.minimumScore to 0.1, or raise this one to 0.2.")]
    [InlineData(
        0f,
        0.2f,
        "Warning $.rules[0].minimumScore: 0 asks for lower scores than there are: inference.minimumScore lets none through below 0.2. "
        + "Set inference.minimumScore to 0.01, or raise this one to 0.2.")]
    [InlineData(0.1f, 0.1f, null)]
    [InlineData(0.5f, null, null)]
    [InlineData(0.6f, null, null)]
    public void WarnsOfARuleThatAsksForScoresTheModelLeavesOut(float rule, float? inference, string? words)
    {
        string[] findings = FindAll(
            Repository.PathTo("models", "ssdlite-mobilenet-v2-coco"),
            new EdgeVisionOptions
            {
                Inference = new InferenceOptions { MinimumScore = inference },
                Rules = [new RuleOptions { Name = "r", MinimumScore = rule }],
            });

        Assert.Equal(words is null ? [] : [words], findings);
    }

    private static string[] Find(EdgeVisionOptions options) => [.. ConfigurationCheck.Surroundings(options with { Device = "box" }).Select(Tell)];

    private string[] FindAll(string model, EdgeVisionOptions? options = null)
    {
        options ??= new EdgeVisionOptions();
        return [.. ConfigurationCheck.All(
            options with { Device = "box", Cameras = [Replay("folder")], Inference = options.Inference with { Model = model } }).Select(Tell)];
    }

    private static string Tell(ConfigurationFinding finding) => $"{finding.Severity} {finding.Path}: {finding.Message}";

    private CameraOptions Replay(string name) => new() { Name = name, Kind = CameraKind.Replay, Path = _folder.PathTo(name) };

    private CameraOptions Device(string name) => new() { Name = name, Kind = CameraKind.V4L2, Device = _folder.PathTo(name) };

    private EdgeVisionOptions Tls(string ca, string? certificate = null, string? key = null) => new()
    {
        Cameras = [Replay("folder")],
        Mqtt = new MqttOptions
        {
            Tls = new BrokerTlsOptions
            {
                Ca = _folder.PathTo(ca),
                Certificate = certificate is null ? null : _folder.PathTo(certificate),
                Key = key is null ? null : _folder.PathTo(key),
            },
        },
    };
}
