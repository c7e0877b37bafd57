using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary><c>edgevision version</c>: what runs here, for a bug report.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        Option<bool> json = CommonOptions.Json();
        Command command = new("version", "Print the versions of EdgeVision, .NET and the system.") { json };
        command.SetAction(result =>
        {
            string version = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            string architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            if (result.GetValue(json))
            {
                JsonLines.Write(line =>
                {
                    line.WriteString("version", version);
                    line.WriteString("runtime", RuntimeInformation.FrameworkDescription);
                    line.WriteString("system", RuntimeInformation.OSDescription);
                    line.WriteString("architecture", architecture);
                });
            }
            else
            {
                StandardOutput.WriteLine(
                    $"edgevision {version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {architecture}");
            }
        });
        return command.WithExamples(("edgevision version --json", "as one JSON object"));
    }
}
