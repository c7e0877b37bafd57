using System.Text;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

/// <summary>What is given as a configuration and is none: each is told in a sentence.</summary>
public sealed class ConfigurationFileTests : IDisposable
{
    private const string Good = """{ "cameras": [{ "name": "a", "kind": "replay", "path": "p" }] }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<byte[], string> Files => new()
    {
        { Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Good)).ToArray(), "is UTF-16 text; save it as UTF-8." },
        { Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes(Good)).ToArray(), "is UTF-16 text; save it as UTF-8." },
        { Encoding.Unicode.GetBytes(Good), "holds zero bytes, as UTF-16 text or a program does; save it as UTF-8 text." },
        { Encoding.Latin1.GetBytes(Good.Replace("\"a\"", "\"\u00e9\"", StringComparison.Ordinal)), "is not UTF-8 text; save it as UTF-8." },
        { Encoding.UTF8.GetBytes(new string('[', 5000)), "is not JSON: more than 32 levels inside each other, and no setting is that deep." },
        { Encoding.UTF8.GetBytes($"{{\"cameras\": {new string('[', 200)}{new string(']', 200)}}}"), "is not JSON: more than 32 levels inside each other" },
        { Encoding.UTF8.GetBytes("""{ "\ud800": 1 }"""), "holds a string with half a surrogate pair" },
        { Encoding.UTF8.GetBytes("cameras:\n  - name: a\n"), "is not JSON: " },
        { Encoding.UTF8.GetBytes("null"), "null is not an object" },
    };

    [Theory, MemberData(nameof(Files))]
    public void Refuses_WhatIsNoJsonObject(byte[] bytes, string words)
    {
        using var file = new ConfigurationFile(bytes);

        Assert.Contains(words, Assert.Single(file.Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_AHugeFileWithoutReadingAllOfIt()
    {
        string path = _folder.PathTo("huge.json");
        using (FileStream file = File.Create(path))
            file.SetLength(100L << 20);
        long before = GC.GetAllocatedBytesForCurrentThread();

        string error = ErrorOf(path);

        Assert.Contains("is larger than 1048576 bytes; that is no configuration.", error, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Refuses_AFolder() => Assert.Contains("is a folder; name the file in it.", ErrorOf(_folder.Path), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "cannot be read: ")]
    [InlineData("a\0b", "cannot be read: ")]
    [InlineData("/etc/passwd/x.json", "there is no such file")]
    public void Refuses_PathsThatNameNoFile(string path, string words) => Assert.Contains(words, ErrorOf(path), StringComparison.Ordinal);

    [Fact]
    public void Refuses_AFileWithoutPermission()
    {
        string path = _folder.PathTo("locked.json");
        File.WriteAllText(path, Good);
        File.SetUnixFileMode(path, UnixFileMode.None);

        // Root reads what nobody may read.
        if (Environment.IsPrivilegedProcess)
            Assert.Single(ConfigurationLoader.Load(path, new Dictionary<string, string>(), new Dictionary<string, string>()).Cameras);
        else
            Assert.Contains($"cannot be read by user {Environment.UserName}", ErrorOf(path), StringComparison.Ordinal);
    }

    [Fact]
    public void ShowsNothingATerminalObeys_WhateverTheFileHolds()
    {
        using var file = new ConfigurationFile(
            "{ \"cameras\": [{ \"name\": \"a\", \"kind\": \"\\u001b[31mred\\u202e\\n\", \"path\": \"p\" }], \"\\u001b[2J\": 1 }");

        string[] errors = file.Errors();

        Assert.Contains(errors, error => error.Contains("\"\\x1b[31mred\\u202e\\n\" is not known here", StringComparison.Ordinal));
        Assert.All(errors, error => Assert.DoesNotContain(error, char.IsControl));
    }

    [Fact]
    public void KeepsMessagesShort_WhateverTheFileHolds()
    {
        (string kind, string setting, string number) = (new('k', 70_000), new('s', 70_000), new('9', 70_000));
        using var file = new ConfigurationFile($$"""{ "cameras": [{ "name": "a", "kind": "{{kind}}", "path": "p" }], "{{setting}}": {{number}} }""");

        Assert.All(file.Errors(), error => Assert.InRange(error.Length, 0, 1000));
    }

    private static string ErrorOf(string path) =>
        Assert.Single(Assert.Throws<ConfigurationException>(
            () => ConfigurationLoader.Load(path, new Dictionary<string, string>(), new Dictionary<string, string>())).Errors).ToString();
}
