using System.CommandLine;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Pictures;

/// <summary>What every picture command is asked: which pictures, which model, run by what, told and drawn how.</summary>
internal sealed class PictureOptions
{
    private readonly Argument<string[]> _files = CommonOptions.Pictures();
    private readonly Option<string> _model = CommonOptions.Model();
    private readonly Option<Spelled<EngineKind>> _engine = CommonOptions.Engine();
    private readonly Option<Spelled<int?>> _threads = CommonOptions.Threads();
    private readonly Option<string?> _output;
    private readonly Option<bool> _force = new("--force", "-f")
    {
        Description = "Replace files that are there already; without it they are left alone, which is an error. Pictures that are read are never replaced.",
    };
    private readonly Option<bool> _json = CommonOptions.Json();

    /// <param name="task">What the command's models must do.</param>
    /// <param name="drawn">What is drawn into the pictures of --out, for its description.</param>
    /// <param name="model">The model that ships for it; <see langword="null"/> where none does.</param>
    public PictureOptions(ModelTask task, string drawn, string? model)
    {
        Task = task;
        _output = new Option<string?>("--out", "-o") { Description = $"Write each picture, {drawn}, into this folder.", HelpName = "DIR" };
        _model.DefaultValueFactory = model is null ? null : _ => model;
        if (model is not null)
            return;
        _model.Description += " None for this ships with EdgeVision; docs/models.md says how to bring one.";
    }

    /// <summary>What the command's models must do.</summary>
    public ModelTask Task { get; }

    /// <summary>Adds the options to <paramref name="command"/>, <paramref name="others"/> before the last, and has it call <paramref name="run"/>.</summary>
    public Command AddTo(Command command, Func<ParseResult, CancellationToken, int> run, params Option[] others)
    {
        command.Arguments.Add(_files);
        foreach (Option option in (Option[])[_model, _engine, _threads, .. others, _output, _force, _json])
            command.Options.Add(option);
        command.SetAction((result, stoppingToken) => System.Threading.Tasks.Task.FromResult(run(result, stoppingToken)));
        return command;
    }

    /// <summary>The pictures, those of folders among them.</summary>
    public PictureRun Pictures(ParseResult result) => PictureRun.Of(result.GetRequiredValue(_files));

    /// <summary>Whether to write JSON.</summary>
    public bool Json(ParseResult result) => result.GetValue(_json);

    /// <summary>What writes the files of the run, into whatever folders.</summary>
    public PictureDestinations Destinations(ParseResult result, PictureRun pictures) => new(pictures.Files, result.GetValue(_force));

    /// <summary>Where painted pictures go; <see langword="null"/>: nowhere.</summary>
    public PictureFolder? Output(ParseResult result, PictureDestinations destinations) =>
        PictureFolder.Create(_output.Name, result.GetValue(_output), destinations);

    /// <summary>How the network runs.</summary>
    public EngineOptions Engine(ParseResult result) => new() { Engine = result.GetValue(_engine).Value, Threads = result.GetValue(_threads).Value };

    /// <summary>The model that was asked for.</summary>
    /// <exception cref="UsageException">It does something else; the message names the command for it.</exception>
    public ModelPackage Model(ParseResult result)
    {
        string named = result.GetValue(_model)
            ?? throw new UsageException($"--model is missing, because no model for {Word(Task)} ships with EdgeVision: "
                + $"'edgevision model describe FILE.onnx --task {Word(Task)} --labels FILE' makes one of a trained network, and docs/models.md names some.");
        ModelPackage package = ModelPackage.Open(InstalledModels.Locate(named));
        return package.Manifest.Task == Task
            ? package
            : throw new UsageException($"{package.ManifestPath}: the model's task is {Word(package.Manifest.Task)}; "
                + $"run edgevision {CommandFor(package.Manifest.Task)} --model {named} instead.");
    }

    private static string Word(ModelTask task) => task.ToString().ToLowerInvariant();

    private static string CommandFor(ModelTask task) => task switch
    {
        ModelTask.Classification => "classify",
        ModelTask.Segmentation => "segment",
        _ => "detect",
    };
}
