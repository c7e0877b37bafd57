using System.CommandLine;
using System.Globalization;
using EdgeVision.Bundles;
using EdgeVision.ModelStore;
using EdgeVision.ModelStore.Fetching;
using EdgeVision.Workbench.Model.Bundling;

namespace EdgeVision.Workbench.Model.Updates;

/// <summary><c>edgevision model pull</c>: brings a bundle into a store.</summary>
internal static class ModelPullCommand
{
    public static Command Create()
    {
        Argument<string> source = new("SOURCE")
        {
            Description = "An address (https, or http where a signature is asked for) or a file; its signature is SOURCE.sig.",
        };
        Option<string?> sha256 = new("--sha256")
        {
            Description = "The SHA-256 that the file must have. Default: any.",
            HelpName = "HEX",
            CustomParser = ParseHash,
        };
        Option<string[]> trust = new("--trust", "-t") { Description = "A public key that is trusted; may be given several times.", HelpName = "FILE" };
        Option<bool> unsigned = new("--allow-unsigned") { Description = "Take a bundle that has no signature; one that is there must still be right." };
        Option<string?> caFile = new("--ca-file") { Description = "Certificates that are trusted beside the system's, in PEM form.", HelpName = "FILE" };
        Option<string?> store = UpdateArguments.Store();
        Option<bool> json = CommonOptions.Json();
        Command command = new("pull", "Fetch a bundle, verify it as a board does, and add it to this machine's store.")
        {
            source, sha256, trust, unsigned, caFile, store, json,
        };
        command.SetAction(UpdateArguments.Explaining(async (result, stopping) =>
        {
            string folder = UpdateArguments.FolderOf(result.GetValue(store));
            Uri address = AddressOf(result.GetRequiredValue(source));
            var options = new FetchOptions { AllowPlainHttp = !result.GetValue(unsigned), CaFile = result.GetValue(caFile) };
            VerificationKey[] keys = [.. (result.GetValue(trust) ?? []).Select(static file => BundlingArguments.Key(file, VerificationKey.Read))];
            try
            {
                var fetcher = new BundleFetcher(folder);
                FetchedBundle fetched = await FetchAsync(fetcher, address, result.GetValue(sha256), options, stopping);
                try
                {
                    byte[]? signature = Verify(fetched, new BundlePolicy(keys, !result.GetValue(unsigned), Daemon));
                    Report(new SlotStore(folder).Add(fetched.Path, signature, fetched.Source), result.GetValue(json));
                }
                finally
                {
                    fetcher.Discard(fetched);
                }

                return ExitCode.Ok;
            }
            finally
            {
                foreach (VerificationKey key in keys)
                    key.Dispose();
            }
        }));
        return command.WithExamples(
            ("edgevision model pull https://models.example.org/birds-1.4.0.bundle --trust fleet.pub", "what goes on where it broke off"),
            ("edgevision model pull birds-1.4.0.bundle --allow-unsigned", "from a file, for a board that asks for no signature"));
    }

    private static Version Daemon => typeof(ModelPullCommand).Assembly.GetName().Version!;

    private static Task<FetchedBundle> FetchAsync(BundleFetcher fetcher, Uri address, string? sha256, FetchOptions options, CancellationToken stopping) =>
        Task.Run(
            () => StandardError.Progress(
                "fetching",
                PullProgress.Steps,
                step => fetcher.FetchAsync(address, sha256, options, new PullProgress(step, !Console.IsErrorRedirected), stopping).GetAwaiter().GetResult()),
            CancellationToken.None);

    private static Uri AddressOf(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && source.Contains("://", StringComparison.Ordinal)
            ? address
            : new Uri(Path.GetFullPath(source));

    /// <returns>The signature; <see langword="null"/>: there is none, and none is asked for.</returns>
    private static byte[]? Verify(FetchedBundle fetched, BundlePolicy policy)
    {
        byte[]? signature = fetched.SignaturePath is null ? null : BundlePolicy.ReadSignature(fetched.SignaturePath);
        using FileStream file = File.OpenRead(fetched.Path);
        policy.Require(
            Bundle.ReadManifest(file, fetched.Source), Convert.FromHexString(fetched.Sha256), signature, DateTimeOffset.UtcNow, fetched.Source);
        return signature;
    }

    private static string? ParseHash(System.CommandLine.Parsing.ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text.Length == 64 && text.All(char.IsAsciiHexDigit))
            return text.ToLowerInvariant();
        result.AddError($"'{text}' is no SHA-256; write its 64 hexadecimal digits.");
        return null;
    }

    private static void Report(Slot slot, bool asJson)
    {
        BundleManifest manifest = slot.Manifest!;
        if (asJson)
        {
            JsonLines.Write(line =>
            {
                line.WriteString("sha256", slot.Sha256);
                line.WriteString("folder", slot.Folder);
                line.WriteString("name", manifest.Name);
                line.WriteString("version", manifest.Version);
                line.WriteNumber("sequence", manifest.Sequence);
                line.WriteString("keyId", slot.Signature is null ? null : manifest.KeyId);
                line.WriteNumber("bytes", slot.Bytes);
            });
            return;
        }

        string whose = slot.Signature is null ? "not signed" : $"signed by the key {manifest.KeyId}";
        StandardOutput.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{manifest.Name} {manifest.Version}, sequence {manifest.Sequence}, {whose}: now in {slot.Folder}."));
    }
}
