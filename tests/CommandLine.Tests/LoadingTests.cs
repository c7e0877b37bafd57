using System.Diagnostics;
using EdgeVision.TestKit;

namespace EdgeVision.CommandLine.Tests;

/// <summary>What a running daemon loads: never the workbench, and the bindings with what they bring along only where something needs them.</summary>
public sealed class LoadingTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData(""", "display": { "kind": "ssd1306", "bus": "/dev/i2c-250" }""", true)]
    public async Task ADaemonLoadsNoWorkbench_AndPeripheralsOnlyWhereOneIsConfigured(string section, bool isLoaded)
    {
        using var folder = new TemporaryFolder();
        string file = folder.PathTo("edgevision.json");
        await File.WriteAllTextAsync(file, $$"""
            {
              "cameras": [{ "name": "yard", "kind": "replay", "path": "{{Repository.PathTo("samples")}}", "loop": true }],
              "inference": { "model": "{{Repository.PathTo("models", "ssdlite-mobilenet-v2-coco")}}" },
              "rules": [{ "name": "seen" }],
              "outputs": [{ "name": "lamp", "driver": "simulated", "rule": "seen" }]{{section}}
            }
            """);
        using Process daemon = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgevision.dll"), "run", "--config", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            string? line;
            do
            {
                line = await daemon.StandardOutput.ReadLineAsync(patience.Token);
                Assert.NotNull(line);
            }
            while (!line.Contains("yard is online", StringComparison.Ordinal));

            string[] mapped = await File.ReadAllLinesAsync($"/proc/{daemon.Id}/maps");
            Assert.DoesNotContain(mapped, static map => map.EndsWith("/EdgeVision.Workbench.dll", StringComparison.Ordinal));
            Assert.Equal(isLoaded, Array.Exists(mapped, static map => map.EndsWith("/EdgeVision.Peripherals.dll", StringComparison.Ordinal)));
            // Where the display cannot be opened, no binding has been asked for yet.
            Assert.DoesNotContain(mapped, static map => map.EndsWith("/Iot.Device.Bindings.dll", StringComparison.Ordinal));
        }
        finally
        {
            daemon.Kill();
        }
    }
}
