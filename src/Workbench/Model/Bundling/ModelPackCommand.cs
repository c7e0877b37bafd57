using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using EdgeVision.Bundles;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Model.Bundling;

/// <summary><c>edgevision model pack</c>: makes a bundle of a model.</summary>
internal static class ModelPackCommand
{
    public static Command Create()
    {
        Argument<string> model =
            new("MODEL") { Description = "The model: a name, a folder with a manifest.json, or an .onnx file with its manifest beside it." };
        Option<string> version =
            new("--version") { Description = "The model's version, for people: letters, digits, '.', '_' and '-'.", HelpName = "TEXT", Required = true };
        Option<long> sequence = new("--sequence")
        {
            Description = "Rises with each version, from 1: a board takes none that is lower than one it has had.",
            HelpName = "N",
            Required = true,
            CustomParser = static result => NumberArgument.Parse<long>(result, static number => number >= 1, "at least 1"),
        };
        Option<DateTimeOffset?> expires = new("--expires")
        {
            Description = "The last moment at which a board may take it, for example 2027-01-31T00:00:00Z. Default: none.",
            HelpName = "TIME",
            CustomParser = ParseTime,
        };
        Option<Version?> daemon = new("--min-daemon")
        {
            Description = "The oldest EdgeVision that may run it, for example 0.2.0. Default: any.",
            HelpName = "VERSION",
            CustomParser = ParseVersion,
        };
        Option<string?> key = new("--key", "-k")
        {
            Description = "Sign it with this private key; with a public one it names the key, and 'edgevision model sign' signs it later. Default: not signed.",
            HelpName = "FILE",
        };
        Option<string?> golden = new("--golden")
        {
            Description = "Pack this picture and what the model says of it, so that whoever runs the model can tell that it says the same. Default: none.",
            HelpName = "PICTURE",
        };
        Option<string?> output = new("--output", "-o") { Description = "The bundle's file. Default: NAME-VERSION.bundle here.", HelpName = "FILE" };
        Option<bool> force = CommonOptions.Force();
        Option<bool> json = CommonOptions.Json();
        Command command = new("pack", "Make one file of a model, with what a board needs to know before it takes it.")
        {
            model, version, sequence, expires, daemon, key, golden, output, force, json,
        };
        command.SetAction(BundlingArguments.Refusing(result =>
        {
            ModelPackage package = ModelPackage.Open(InstalledModels.Locate(result.GetRequiredValue(model)));
            // A model that no board could open is not packed.
            AnyEngine.Load(package, out _).Dispose();
            using BundleKey? named = result.GetValue(key) is { } keyFile ? BundlingArguments.Key(keyFile, BundleKey.Read) : null;
            var manifest = new BundleManifest
            {
                Name = package.Manifest.Name,
                Version = result.GetRequiredValue(version),
                Sequence = result.GetValue(sequence),
                Expires = result.GetValue(expires),
                MinDaemon = result.GetValue(daemon),
                KeyId = named?.Id,
                Files = [],
            };
            string path = result.GetValue(output) ?? $"{manifest.Name}-{manifest.Version}.bundle";
            bool overwrite = result.GetValue(force);
            if (!overwrite && Path.Exists(path))
                throw new FileExistsException(path);

            using GoldenFiles? sample = result.GetValue(golden) is { } picture ? GoldenFiles.Make(picture, package) : null;
            using var stream = new MemoryStream();
            manifest = Bundle.Write(stream, manifest, [.. FilesOf(package), .. sample?.Files ?? []]);
            ReadOnlySpan<byte> bundle = stream.GetBuffer().AsSpan(0, (int)stream.Length);
            byte[]? signature = named?.TrySign(SHA256.HashData(bundle));
            Write(path, bundle, signature, overwrite);
            Report(path, manifest, bundle.Length, signature is not null, result.GetValue(json));
            return ExitCode.Ok;
        }));
        return command.WithExamples(
            ("edgevision model pack doorbell.onnx --version 1.4.0 --sequence 7 --key fleet.key", "doorbell-1.4.0.bundle and its signature"),
            ("edgevision model pack doorbell.onnx --version 1.4.0 --sequence 7 --golden visitor.jpg", "with a picture that boards hold the model against"),
            ("edgevision model pack ssdlite-mobilenet-v2-coco --version 1 --sequence 1 -o try.bundle", "not signed, for a board that asks for no signature"));
    }

    /// <summary>The manifest under the name that a folder's has, the network, and what else of the model's folder is its own.</summary>
    private static List<(string Name, string Path)> FilesOf(ModelPackage package)
    {
        const string Manifest = "manifest.json";
        List<(string Name, string Path)> files = [(Manifest, package.ManifestPath), (Path.GetFileName(package.ModelPath), package.ModelPath)];
        if (Path.GetFileName(package.ManifestPath) != Manifest)
            return files;

        string folder = Path.GetDirectoryName(Path.GetFullPath(package.ManifestPath))!;
        string[] licences = [.. Directory.GetFiles(folder).Where(
            static file => Path.GetFileName(file) is "LICENSE" or "LICENSE.txt" or "NOTICE").Order(StringComparer.Ordinal)];
        files.AddRange(licences.Select(static file => (Path.GetFileName(file), file)));
        return files;
    }

    private static void Write(string path, ReadOnlySpan<byte> bundle, byte[]? signature, bool overwrite)
    {
        using PendingFile pending = PendingFile.Write(path, bundle);
        using PendingFile? pendingSignature = signature is null ? null : PendingFile.Write(Bundle.SignaturePathOf(path), signature);
        // An old signature beside a new bundle would only look like one.
        if (overwrite)
            File.Delete(Bundle.SignaturePathOf(path));
        pending.Publish(overwrite);
        pendingSignature?.Publish(overwrite);
    }

    private static DateTimeOffset? ParseTime(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            return time;
        result.AddError($"'{result.Tokens[0].Value}' is no time; write it as 2027-01-31T00:00:00Z.");
        return null;
    }

    private static Version? ParseVersion(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Version.TryParse(result.Tokens[0].Value, out Version? version))
            return version;
        result.AddError($"'{result.Tokens[0].Value}' is no version; write it as 0.2.0.");
        return null;
    }

    private static void Report(string path, BundleManifest manifest, long bytes, bool isSigned, bool asJson)
    {
        if (asJson)
        {
            JsonLines.Write(line =>
            {
                line.WriteString("bundle", path);
                line.WriteString("signature", isSigned ? Bundle.SignaturePathOf(path) : null);
                line.WriteString("name", manifest.Name);
                line.WriteString("version", manifest.Version);
                line.WriteNumber("sequence", manifest.Sequence);
                line.WriteString("keyId", manifest.KeyId);
                line.WriteNumber("bytes", bytes);
            });
            return;
        }

        StandardOutput.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: {manifest.Name} {manifest.Version}, sequence {manifest.Sequence}, {manifest.Files.Length} files, {bytes / 1e6:0.0} MB."));
        StandardOutput.WriteLine(
            isSigned ? $"{Bundle.SignaturePathOf(path)}: its signature, of the key {manifest.KeyId}."
            : manifest.KeyId is null ? "It is not signed: boards take it only where their own file says that they may."
            : $"It is not signed yet: edgevision model sign {path} --key FILE, with the key {manifest.KeyId}.");
    }
}
