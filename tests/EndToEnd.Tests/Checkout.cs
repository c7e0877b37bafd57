using System.Diagnostics;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>A checkout with two sources and a <c>dotnet</c> that notes its calls instead of compiling, for tests of the scripts around the build.</summary>
internal sealed class Checkout : IDisposable
{
    private const string Nobody = "65534";

    // It writes beside the sources, as compilers do, and may be told to edit one meanwhile.
    private const string Dotnet = """
        #!/bin/sh
        printf '%s\n' "$*" >>"$CHECKOUT/calls"
        case $1 in
          --info) printf ' RID:   linux-x64\n' ;;
          publish)
            mkdir -p src/EdgeAgent/obj artifacts/edgevision.new
            touch src/EdgeAgent/obj/compiled artifacts/edgevision.new/edgevision.dll
            [ -z "$EDITED" ] || printf 'edited meanwhile' >"$EDITED" ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();

    public Checkout()
    {
        Directory.CreateDirectory(PathTo("bin"));
        foreach (string folder in (string[])["src/EdgeAgent", "models", "samples", "eng/KernelGenerator"])
            Directory.CreateDirectory(PathTo(folder));
        string[] files = ["src/EdgeAgent/Program.cs", "src/EdgeAgent/Other.cs", "Directory.Build.props", "Directory.Packages.props", "global.json"];
        foreach (string file in files)
            File.WriteAllText(PathTo(file), "");
        File.Copy(Repository.PathTo("eng", "publish"), PathTo("eng/publish"));
        File.WriteAllText(PathTo("bin/dotnet"), Dotnet);
        const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(PathTo("bin/dotnet"), Everyone);
        File.SetUnixFileMode(_folder.Path, Everyone);
    }

    /// <summary>How often something was compiled.</summary>
    public int Builds => Calls.Count(static call => call.StartsWith("publish ", StringComparison.Ordinal));

    private string[] Calls => File.Exists(PathTo("calls")) ? File.ReadAllLines(PathTo("calls")) : [];

    public string PathTo(string file) => _folder.PathTo(file);

    /// <summary>Runs <c>eng/publish</c>.</summary>
    /// <param name="edited">A source that somebody edits while it builds.</param>
    public (int ExitCode, string Errors) Publish(string edited = "") => Run([PathTo("eng/publish")], edited);

    /// <summary>Runs <c>eng/publish</c> as a user who may read the checkout and nothing more.</summary>
    public (int ExitCode, string Errors) PublishAsAReader()
    {
        if (Environment.IsPrivilegedProcess)
            return Run(["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", PathTo("eng/publish")], "");

        Run(["chmod", "-R", "a-w", _folder.Path], "");
        (int ExitCode, string Errors) result = Run([PathTo("eng/publish")], "");
        Run(["chmod", "-R", "u+w", _folder.Path], "");
        return result;
    }

    public void Dispose() => _folder.Dispose();

    private (int ExitCode, string Errors) Run(string[] command, string edited)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true };
        start.Environment["PATH"] = $"{PathTo("bin")}:{start.Environment["PATH"]}";
        start.Environment["CHECKOUT"] = _folder.Path;
        start.Environment["EDITED"] = edited;
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }
}
