using EdgeVision.Camera;
using EdgeVision.Camera.Pipe;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Cameras;

/// <summary>A child process that writes raw frames.</summary>
internal sealed class PipeCamera : ICameraKind
{
    private const int MaxArguments = 1000;

    public IReadOnlyList<string> Settings { get; } = ["command", "environment", "width", "height", "format"];

    public void Validate(CameraOptions camera, string path, Action<string, string> report)
    {
        if (camera.Command.Count == 0)
            report($"{path}.command", "is missing; a pipe needs the program to run, for example [\"rpicam-vid\", …].");
        if (camera.Format is null)
            report($"{path}.format", "is missing; a pipe needs the format of its frames, for example \"yuv420\".");
        if (camera.Format is not (null or PixelFormat.Jpeg) && (camera.Width ?? camera.Height) is null)
            report($"{path}.width", "is missing; raw frames need their size.");
        ValidateCredentials(camera.Command, $"{path}.command", report);
        ValidateCredentials(camera.Environment, $"{path}.environment", report);
        for (int i = 0; i < camera.Environment.Count; i++)
        {
            if (camera.Environment[i].IndexOf('=', StringComparison.Ordinal) < 1)
                report($"{path}.environment[{i}]", "is no variable; write \"NAME=value\".");
        }

        if (camera.Command.Count > 0 && string.IsNullOrWhiteSpace(camera.Command[0]))
            report($"{path}.command[0]", "is empty; the first of the list is the program to run.");
        if (camera.Command.Count > MaxArguments)
            report($"{path}.command", $"has {camera.Command.Count} elements; use at most {MaxArguments}.");
    }

    public void Check(CameraOptions camera, string path, CameraSurroundings surroundings)
    {
        string program = camera.Command[0];
        if (ProgramPath.FindError(program, Environment.GetEnvironmentVariable("PATH")) is string error)
            surroundings.Findings.Warning($"{path}.command[0]", $"{program} {error}");
        CheckCredentials(camera.Command, $"{path}.command", surroundings);
        CheckCredentials(camera.Environment, $"{path}.environment", surroundings);
    }

    public IFrameSource Open(CameraOptions camera) => new PipeFrameSource(OptionsOf(camera));

    public double? RateOf(CameraOptions camera) => camera.Fps;

    /// <summary>What it is opened with.</summary>
    internal static PipeOptions OptionsOf(CameraOptions camera) => new()
    {
        Command = camera.Command,
        Environment = camera.Environment,
        RawFormat = camera.Format is PixelFormat format and not PixelFormat.Jpeg ? FrameFormat.Packed(format, camera.Width!.Value, camera.Height!.Value) : null,
        SilenceLimit = camera.Patience(new PipeOptions { Command = [] }.SilenceLimit),
    };

    private static void ValidateCredentials(IReadOnlyList<string> texts, string path, Action<string, string> report)
    {
        for (int i = 0; i < texts.Count; i++)
        {
            if (CredentialReferences.FindMistake(texts[i]) is { } mistake)
                report($"{path}[{i}]", mistake);
        }
    }

    private static void CheckCredentials(IReadOnlyList<string> texts, string path, CameraSurroundings surroundings)
    {
        for (int i = 0; i < texts.Count; i++)
        {
            foreach (string file in CredentialReferences.FilesIn(texts[i]))
            {
                if (NamedFile.FindError(file) is string error)
                    surroundings.Findings.Warning($"{path}[{i}]", $"{file} {error}");
            }
        }
    }
}
