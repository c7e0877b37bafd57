using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using EdgeVision.Bundles;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.ModelStore;
using EdgeVision.ModelStore.Tests;
using EdgeVision.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVision.EdgeAgent.Tests.ModelUpdates;

/// <summary>A box with a store, a trusted key, a server of bundles and a pipeline that a test plays; its configuration names the model <c>old</c>.</summary>
internal sealed class UpdateBench : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<CandidateRecord> _told = new();

    public UpdateBench()
    {
        Directory.CreateDirectory(_folder.PathTo("server"));
        Server = new FileServer(_folder.PathTo("server"));
        File.WriteAllText(_folder.PathTo("key.pub"), Key.PublicToPem());
        WriteModel(OldPath, "old");
        Configured = OldPath;
        Store = _folder.PathTo("store");
        Options = new ModelUpdateOptions
        {
            TrustedKeys = [_folder.PathTo("key.pub")],
            Groups = ["lobby", "all"],
            Trial = new ModelTrialOptions { Shadow = TimeSpan.Zero, Frames = 3, Time = TimeSpan.Zero, Load = TimeSpan.FromSeconds(20) },
        };
    }

    public SigningKey Key { get; } = SigningKey.Generate();

    public FileServer Server { get; }

    public string Store { get; set; }

    public ModelOptions Configured { get; set; }

    public ModelUpdateOptions Options { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public IDisk Disk { get; set; } = LinuxDisk.Instance;

    public long? Memory { get; set; }

    public ScriptedSeat Seat { get; private set; } = new();

    public ModelUpdater Updater { get; private set; } = null!;

    public string OldPath => _folder.PathTo("old");

    public RecordingLogger<ModelUpdater> Log { get; private set; } = new();

    /// <summary>Each candidate that was told, in order.</summary>
    public CandidateRecord[] Told => [.. _told];

    public UpdateJournal Journal => new JournalFile(Store).Read(out _);

    public string PathTo(string name) => _folder.PathTo(name);

    /// <summary>What a process does when it begins.</summary>
    public void Start()
    {
        var library = new ModelLibrary(Store, NullLogger.Instance, Disk);
        Updater = new ModelUpdater(Seat, library, Configured, Options, new Version(1, 2, 3), Time, Log, () => Memory);
        Seat.Sit(Updater.Open(Configured, Options, isFirst: true, Seat.Open, CancellationToken.None));
        Updater.Changed += Note;
        Updater.Start();
    }

    /// <summary>What ends with a process; the disk stays, and the script of the seat.</summary>
    public void End()
    {
        try
        {
            Updater?.Dispose();
        }
        catch (KilledException)
        {
            // Its disk is gone, and nothing more is remembered.
        }

        ScriptedSeat before = Seat;
        before.Dispose();
        Seat = new ScriptedSeat { Opens = before.Opens, Tries = before.Tries, Requires = before.Requires, Puts = before.Puts };
    }

    /// <summary>A signed bundle on the server; its model's name is the bundle's.</summary>
    /// <returns>Its url.</returns>
    public string Bundle(
        string name = "new",
        string version = "1.0.0",
        long sequence = 1,
        Func<BundleManifest, BundleManifest>? change = null,
        SigningKey? key = null,
        Action<byte[]>? spoil = null,
        bool isSigned = true,
        params (string Name, string Path)[] more)
    {
        string model = _folder.PathTo($"model-{name}");
        WriteModel(model, name, bytes: 2000);
        var manifest = new BundleManifest { Name = name, Version = version, Sequence = sequence, KeyId = isSigned ? (key ?? Key).Id : null, Files = [] };
        string file = PathOf(name, version);
        using (FileStream stream = File.Create(file))
        {
            Bundles.Bundle.Write(
                stream,
                change is null ? manifest : change(manifest),
                [("manifest.json", Path.Combine(model, "manifest.json")), ("model.onnx", Path.Combine(model, "model.onnx")), .. more]);
        }

        byte[] whole = File.ReadAllBytes(file);
        if (spoil is not null)
        {
            spoil(whole);
            File.WriteAllBytes(file, whole);
        }

        if (isSigned)
            File.WriteAllBytes(Bundles.Bundle.SignaturePathOf(file), (key ?? Key).Sign(SHA256.HashData(whole)));
        return Server.UrlOf(Path.GetFileName(file));
    }

    public string PathOf(string name, string version = "1.0.0") => Path.Combine(_folder.PathTo("server"), $"{name}-{version}.bundle");

    public string HashOf(string name, string version = "1.0.0") => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(name, version))));

    public void Say(string message, string source = DesiredModel.Device) => Updater.Say(source, Encoding.UTF8.GetBytes(message));

    public void SayUrl(string url, string more = "", string source = DesiredModel.Device) => Say($$"""{"url":"{{url}}"{{more}}}""", source);

    /// <summary>Waits until something is told of the candidate.</summary>
    public CandidateRecord Await(Func<CandidateRecord, bool> isWanted, string what)
    {
        long end = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (Environment.TickCount64 < end)
        {
            if (Updater.Status.Candidate is { } candidate && isWanted(candidate))
                return candidate;
            if (_told.FirstOrDefault(isWanted) is { } told)
                return told;
            Thread.Sleep(2);
        }

        throw new TimeoutException($"{what} did not come; the last is {Updater.Status}, told was:\n{string.Join('\n', _told)}\n{string.Join('\n', Log.Lines)}");
    }

    /// <summary>Waits for an end of an attempt at a url or name.</summary>
    public CandidateRecord AwaitEnd(string of)
    {
        CandidateRecord end = Await(
            candidate => candidate.Step >= UpdateStep.Good && (candidate.Url == of || candidate.Model?.Name == of), $"The end of {of}");
        AwaitQuiet();
        return end;
    }

    /// <summary>Waits until nothing is under way.</summary>
    public void AwaitQuiet() => AwaitThat(() => Updater.Status.Candidate is null or { Step: >= UpdateStep.Good }, "Quiet");

    public void AwaitThat(Func<bool> isSo, string what)
    {
        if (!SpinWait.SpinUntil(isSo, s_patience))
            throw new TimeoutException($"{what} did not come; the last is {Updater.Status}\n{string.Join('\n', Log.Lines)}");
    }

    /// <summary>The running model goes on, nothing of the pipeline was touched, and the state has code and sentence.</summary>
    public CandidateRecord AssertRefused(string of, UpdateReason reason)
    {
        CandidateRecord end = AwaitEnd(of);
        Assert.True(end.Reason == reason && end.Step == UpdateStep.Refused, $"{end.Step} {end.Reason}: {end.Error}");
        AssertUntouched();
        Assert.Contains(
            Log.Lines, line => line.Contains(UpdateCode.Of(reason), StringComparison.Ordinal) && line.Contains(end.Error!, StringComparison.Ordinal));
        Assert.EndsWith(".", end.Error, StringComparison.Ordinal);
        UpdateJournal journal = Journal;
        Assert.Equal(end with { Seconds = journal.Candidate!.Seconds }, journal.Candidate);
        Assert.Equal(reason, journal.Refused[^1].Reason);
        Assert.Equal(ModelStatus.Fallback, Updater.Status.Source);
        return end;
    }

    public void AssertUntouched()
    {
        Assert.Equal(["old"], Seat.Seen);
        Assert.False(((TriedTask)Seat.Current!.Task).IsDisposed);
        Assert.All(Seat.Opened.Where(task => task != Seat.Current.Task), static task => Assert.True(task.IsDisposed));
        Assert.All(Seat.Opened, static task => Assert.False(task.IsMisused));
    }

    public void Dispose()
    {
        Updater?.Dispose();
        Seat.Dispose();
        Server.Dispose();
        Key.Dispose();
        _folder.Dispose();
    }

    private static void WriteModel(string folder, string name, int bytes = 100)
    {
        Directory.CreateDirectory(folder);
        string manifest = File.ReadAllText(Repository.PathTo("tests", "Golden", "mobilenet-v3-small", "manifest.json"));
        int start = manifest.IndexOf("\"name\": \"", StringComparison.Ordinal) + "\"name\": \"".Length;
        File.WriteAllText(Path.Combine(folder, "manifest.json"), manifest[..start] + name + manifest[manifest.IndexOf('"', start)..]);
        byte[] contents = new byte[bytes];
        new Random(name.Sum(static c => c)).NextBytes(contents);
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), contents);
    }

    private void Note()
    {
        if (Updater.Status.Candidate is { } candidate)
            _told.Enqueue(candidate);
    }
}
