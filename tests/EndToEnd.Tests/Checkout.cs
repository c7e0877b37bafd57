using System.Diagnostics;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>A checkout with two sources and a <c>dotnet</c> that notes its calls instead of compiling, for tests of the scripts around the build.</summary>
internal sealed class Checkout : IDisposable
{
    private const string Nobody = "65534";

    private const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    // It writes beside the sources, as compilers do, and may be told to edit one meanwhile, or what its tests print.
    private const string Dotnet = """
        #!/bin/sh
        printf '%s\n' "$*" >>"$CHECKOUT/calls"
        case $1 in
          --info) printf ' RID:   linux-x64\n' ;;
          publish)
            mkdir -p src/CommandLine/obj artifacts/edgevision.new
            touch src/CommandLine/obj/compiled artifacts/edgevision.new/edgevision.dll
            [ -z "$EDITED" ] || printf 'edited meanwhile' >"$EDITED" ;;
          test) printf '%s' "$TESTED" ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();

    public Checkout()
    {
        Directory.CreateDirectory(PathTo("bin"));
        foreach (string folder in (string[])["src/CommandLine", "models", "samples", "eng/KernelGenerator", "eng/arm64"])
            Directory.CreateDirectory(PathTo(folder));
        string[] files = ["src/CommandLine/Program.cs", "src/CommandLine/Other.cs", "Directory.Build.props", "Directory.Build.targets",
            "Directory.Packages.props", "global.json"];
        foreach (string file in files)
            File.WriteAllText(PathTo(file), "");
        foreach (string script in (string[])["test", "eng/publish", "eng/arm64/emulator", "eng/package"])
            File.Copy(Repository.PathTo(script), PathTo(script));
        Directory.CreateDirectory(PathTo("tests/Some.Tests"));
        Write("bin/dotnet", Dotnet);
        Write("eng/setup", "#!/bin/sh\n");
        File.SetUnixFileMode(_folder.Path, Everyone);
    }

    /// <summary>How often something was compiled.</summary>
    public int Builds => Calls.Count(static call => call.StartsWith("publish ", StringComparison.Ordinal));

    private string[] Calls => File.Exists(PathTo("calls")) ? File.ReadAllLines(PathTo("calls")) : [];

    public string PathTo(string file) => _folder.PathTo(file);

    /// <summary>Runs <c>eng/publish</c>.</summary>
    /// <param name="edited">A source that somebody edits while it builds.</param>
    public (int ExitCode, string Errors) Publish(string edited = "")
    {
        (int exitCode, _, string errors) = Run([PathTo("eng/publish")], ("EDITED", edited));
        return (exitCode, errors);
    }

    /// <summary>Runs <c>eng/publish</c> as a user who may read the checkout and nothing more.</summary>
    public (int ExitCode, string Errors) PublishAsAReader()
    {
        string[] asAnother = Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"] : [];
        Run(["chmod", "-R", "a-w", _folder.Path]);
        (int exitCode, _, string errors) = Run([.. asAnother, PathTo("eng/publish")]);
        Run(["chmod", "-R", "u+w", _folder.Path]);
        return (exitCode, errors);
    }

    /// <summary>Runs <c>./test</c>.</summary>
    /// <param name="tested">What the tests print.</param>
    public (int ExitCode, string Output, string Errors) Test(string tested, params string[] arguments) =>
        Run([PathTo("test"), .. arguments], ("TESTED", tested));

    /// <summary>Runs <c>./test --arm64</c>.</summary>
    /// <param name="emulated">Shell commands that take the emulator's place.</param>
    public (int ExitCode, string Output, string Errors) TestArm64(string emulated)
    {
        Write("bin/unshare", $"#!/bin/sh\n{emulated}\n");
        return Run([PathTo("test"), "--arm64"]);
    }

    /// <summary>Runs <c>eng/package</c> where there is no program but those named.</summary>
    public (int ExitCode, string Output, string Errors) Package(params string[] programs)
    {
        foreach (string program in programs)
            File.CreateSymbolicLink(PathTo($"bin/{program}"), DebianProgram.Find(program)!);
        return Run([PathTo("eng/package")], ("PATH", PathTo("bin")));
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string script, string text)
    {
        File.WriteAllText(PathTo(script), text);
        File.SetUnixFileMode(PathTo(script), Everyone);
    }

    private (int ExitCode, string Output, string Errors) Run(string[] command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{PathTo("bin")}:{start.Environment["PATH"]}";
        start.Environment["CHECKOUT"] = _folder.Path;
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        // A few lines each: neither fills its pipe while the other is read.
        string output = process.StandardOutput.ReadToEnd(), errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors);
    }
}
