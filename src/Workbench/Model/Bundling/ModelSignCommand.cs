using System.CommandLine;
using System.Security.Cryptography;
using EdgeVision.Bundles;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Model.Bundling;

/// <summary><c>edgevision model sign</c>: signs a bundle that was packed elsewhere.</summary>
internal static class ModelSignCommand
{
    public static Command Create()
    {
        Argument<string> bundle = BundlingArguments.Bundle();
        Option<string> key = new("--key", "-k") { Description = "The private key, NAME.key of 'edgevision model keygen'.", HelpName = "FILE", Required = true };
        Option<bool> force = CommonOptions.Force();
        Option<bool> json = CommonOptions.Json();
        Command command = new("sign", "Sign a bundle with the key that it names.") { bundle, key, force, json };
        command.SetAction(BundlingArguments.Refusing(result =>
        {
            string path = result.GetRequiredValue(bundle);
            using SigningKey signer = BundlingArguments.Key(result.GetRequiredValue(key), SigningKey.Read);
            using FileStream file = File.OpenRead(path);
            BundleManifest manifest = Bundle.Read(file, path);
            if (manifest.KeyId != signer.Id)
            {
                string named = manifest.KeyId is null ? "no key" : $"the key {manifest.KeyId}";
                throw new RefusedBundleException($"{path}: it names {named}, and this is {signer.Id}; pack it again with --key.");
            }

            file.Position = 0;
            string signature = Bundle.SignaturePathOf(path);
            using PendingFile pending = PendingFile.Write(signature, signer.Sign(SHA256.HashData(file)));
            pending.Publish(result.GetValue(force));
            if (result.GetValue(json))
            {
                JsonLines.Write(line =>
                {
                    line.WriteString("signature", signature);
                    line.WriteString("keyId", signer.Id);
                });
            }
            else
            {
                StandardOutput.WriteLine($"{signature}: the signature of {manifest.Name} {manifest.Version}, of the key {signer.Id}.");
            }

            return ExitCode.Ok;
        }));
        return command.WithExamples(("edgevision model sign doorbell-1.4.0.bundle --key fleet.key", "on the machine that has the key"));
    }
}
