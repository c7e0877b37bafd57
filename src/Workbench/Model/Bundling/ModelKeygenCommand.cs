using System.CommandLine;
using System.Text;
using EdgeVision.Bundles;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Model.Bundling;

/// <summary><c>edgevision model keygen</c>: makes a pair of keys.</summary>
internal static class ModelKeygenCommand
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "Where the keys go: NAME.key, which only its owner may read, and NAME.pub for the boards." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("keygen", "Make a key to sign bundles with, and its public half, by which boards know them (ECDSA, P-256).") { name, json };
        command.SetAction(BundlingArguments.Refusing(result =>
        {
            string path = result.GetRequiredValue(name);
            (string secret, string shared) = ($"{path}.key", $"{path}.pub");
            // A key that is overwritten cannot be made again, so neither is, whatever is said.
            foreach (string file in (string[])[secret, shared])
            {
                if (Path.Exists(file))
                    throw new IOException($"{file} is there already, and a key that is overwritten is lost; choose another name.");
            }

            using var key = SigningKey.Generate();
            using (var file = new FileStream(
                secret,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }))
            {
                file.Write(Encoding.ASCII.GetBytes(key.ToPem()));
                file.Flush(flushToDisk: true);
            }

            using (PendingFile file = PendingFile.Write(shared, Encoding.ASCII.GetBytes(key.PublicToPem())))
                file.Publish(overwrite: false);
            Report(key.Id, secret, shared, result.GetValue(json));
            return ExitCode.Ok;
        }));
        return command.WithExamples(("edgevision model keygen fleet-2027", "fleet-2027.key stays in a safe place, fleet-2027.pub goes to the boards"));
    }

    private static void Report(string id, string secret, string shared, bool asJson)
    {
        if (asJson)
        {
            JsonLines.Write(line =>
            {
                line.WriteString("keyId", id);
                line.WriteString("key", secret);
                line.WriteString("public", shared);
            });
            return;
        }

        StandardOutput.WriteLine(
            $"{secret}: the key {id}. Whoever has it can give your boards a model: keep it where you keep passwords, and a copy elsewhere.");
        StandardOutput.WriteLine($"{shared}: its public half, for the boards.");
    }
}
