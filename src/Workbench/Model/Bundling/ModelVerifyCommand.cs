using System.CommandLine;
using System.Security.Cryptography;
using EdgeVision.Bundles;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Model.Bundling;

/// <summary><c>edgevision model verify</c>: whether a board would take a bundle.</summary>
internal static class ModelVerifyCommand
{
    public static Command Create()
    {
        Argument<string> bundle = BundlingArguments.Bundle();
        Option<string[]> trust = new("--trust", "-t")
        {
            Description = "A public key that is trusted; may be given several times.",
            HelpName = "FILE",
        };
        Option<bool> unsigned = new("--allow-unsigned") { Description = "Take a bundle that has no signature; one that is there must still be right." };
        Option<bool> json = CommonOptions.Json();
        Command command = new(
            "verify", "Hold a bundle against its signature, its last day, the hashes of its files and its golden picture, as a board does.")
        {
            bundle, trust, unsigned, json,
        };
        command.SetAction(BundlingArguments.Refusing(result =>
        {
            string path = result.GetRequiredValue(bundle);
            VerificationKey[] keys = [.. (result.GetValue(trust) ?? []).Select(static file => BundlingArguments.Key(file, VerificationKey.Read))];
            try
            {
                using FileStream file = File.OpenRead(path);
                byte[] hash = SHA256.HashData(file);
                file.Position = 0;
                BundleManifest manifest = Bundle.ReadManifest(file, path);
                byte[]? signature = BundlePolicy.ReadSignature(Bundle.SignaturePathOf(path));
                new BundlePolicy(keys, !result.GetValue(unsigned), Daemon).Require(manifest, hash, signature, DateTimeOffset.UtcNow, path);
                file.Position = 0;
                manifest = Bundle.Read(file, path);
                file.Position = 0;
                EngineKind? golden = GoldenCheck.Run(file, manifest, path);
                Report(path, manifest, signature is not null, golden, result.GetValue(json));
                return ExitCode.Ok;
            }
            finally
            {
                foreach (VerificationKey key in keys)
                    key.Dispose();
            }
        }));
        return command.WithExamples(
            ("edgevision model verify doorbell-1.4.0.bundle --trust fleet-2027.pub", "what a board that trusts this key would say"),
            ("edgevision model verify try.bundle --allow-unsigned", "whether its files are those that it describes"));
    }

    private static Version Daemon => typeof(ModelVerifyCommand).Assembly.GetName().Version!;

    private static void Report(string path, BundleManifest manifest, bool isSigned, EngineKind? golden, bool asJson)
    {
        if (asJson)
        {
            JsonLines.Write(line =>
            {
                line.WriteString("bundle", path);
                line.WriteString("name", manifest.Name);
                line.WriteString("version", manifest.Version);
                line.WriteNumber("sequence", manifest.Sequence);
                line.WriteString("keyId", isSigned ? manifest.KeyId : null);
                line.WriteNumber("files", manifest.Files.Length);
                line.WriteString("golden", golden is { } engine ? EngineNames.Of(engine) : null);
            });
            return;
        }

        string whose = isSigned ? $"signed by the key {manifest.KeyId}" : "not signed";
        StandardOutput.WriteLine(
            $"{path}: good; {manifest.Name} {manifest.Version}, sequence {manifest.Sequence}, {whose}, {manifest.Files.Length} files as described.");
        StandardOutput.WriteLine(golden is { } checkedBy
            ? $"Its model says of its golden picture what it said where it was packed (engine {EngineNames.Of(checkedBy)})."
            : "It has no golden picture to hold its model against; 'edgevision model pack --golden PICTURE' packs one.");
    }
}
