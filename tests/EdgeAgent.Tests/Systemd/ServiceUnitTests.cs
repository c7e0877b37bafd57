using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Systemd;

public sealed partial class ServiceUnitTests
{
    private const double MaxExposure = 2.0;

    private static string UnitPath => Repository.PathTo("deploy", "systemd", "edgevision.service");

    [SystemdAnalyzeFact]
    public void Unit_IsHardened()
    {
        (_, string words) = Analyze("security", "--offline=true", "--no-pager", UnitPath);

        Match level = ExposureLevel().Match(words);
        Assert.True(level.Success, words);
        Assert.InRange(double.Parse(level.Groups[1].Value, CultureInfo.InvariantCulture), 0.0, MaxExposure);
    }

    [SystemdAnalyzeTheory]
    [InlineData("i2c.conf")]
    public void DropIn_ExposesTheServiceNoMore(string dropIn)
    {
        using var folder = new TemporaryFolder();
        string copy = folder.PathTo("edgevision.service");
        // What a drop-in says comes after the unit, in the same section.
        File.WriteAllText(copy, File.ReadAllText(UnitPath) + File.ReadAllText(Repository.PathTo("deploy", "systemd", dropIn)));

        (_, string alone) = Analyze("security", "--offline=true", "--no-pager", UnitPath);
        (_, string together) = Analyze("security", "--offline=true", "--no-pager", copy);

        Assert.Equal(ExposureLevel().Match(alone).Value, ExposureLevel().Match(together).Value);
        Assert.Contains(dropIn, File.ReadAllText(Repository.PathTo("eng", "package")), StringComparison.Ordinal);
    }

    [SystemdAnalyzeTheory]
    [InlineData("")]
    [InlineData("i2c.conf")]
    public void Unit_IsUnderstoodBySystemd(string dropIn)
    {
        using var folder = new TemporaryFolder();
        string copy = folder.PathTo("edgevision.service");
        // systemd-analyze wants the program to exist, which is only so on a board.
        File.WriteAllText(copy, File.ReadAllText(UnitPath).Replace("/usr/lib/edgevision/edgevision", "/bin/true", StringComparison.Ordinal));
        if (dropIn.Length > 0)
        {
            Directory.CreateDirectory(copy + ".d");
            File.Copy(Repository.PathTo("deploy", "systemd", dropIn), Path.Combine(copy + ".d", dropIn));
        }

        (int exitCode, string words) = Analyze("verify", "--man=no", copy);

        Assert.Equal("", words);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("Type=notify")]
    [InlineData("Restart=on-failure")]
    [InlineData("RestartSec=10")]
    [InlineData("StartLimitIntervalSec=0")]
    [InlineData("RestartPreventExitStatus=78")]
    [InlineData("DynamicUser=yes")]
    [InlineData("ExecStart=/usr/lib/edgevision/edgevision run --config /etc/edgevision/edgevision.json")]
    [InlineData("ExecReload=/usr/lib/edgevision/edgevision config check --config /etc/edgevision/edgevision.json")]
    [InlineData("ExecReload=/bin/kill -HUP $MAINPID")]
    [InlineData("MemoryDenyWriteExecute=no")]
    [InlineData("SyslogLevel=err")]
    [InlineData("WatchdogSignal=SIGKILL")]
    public void Unit_Says(string line) => Assert.Contains(line, File.ReadAllLines(UnitPath));

    [Fact]
    public void Example_LeavesThePasswordToTheUnitsCredential()
    {
        string example = File.ReadAllText(Repository.PathTo("deploy", "systemd", "edgevision.example.json"));

        // DynamicUser cannot read what root alone may read, and a file named in the configuration wins over the credential.
        Assert.Contains("\"username\"", example, StringComparison.Ordinal);
        Assert.DoesNotContain("password", example, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            File.ReadAllLines(UnitPath), line => line.StartsWith($"LoadCredential={BrokerConnections.PasswordCredential}:", StringComparison.Ordinal));
    }

    private static (int ExitCode, string Words) Analyze(params string[] arguments)
    {
        var start = new ProcessStartInfo(DebianProgram.Find("systemd-analyze")!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string words = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, words);
    }

    [GeneratedRegex(@"Overall exposure level for \S+: ([0-9.]+)")]
    private static partial Regex ExposureLevel();
}
