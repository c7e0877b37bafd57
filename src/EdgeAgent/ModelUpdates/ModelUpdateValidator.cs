using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>The rules between the settings of a model and of how one comes.</summary>
/// <param name="report">Takes the JSON path of a setting and what is wrong with it.</param>
internal sealed class ModelUpdateValidator(ModelOptions model, ModelUpdateOptions options, Action<string, string> report)
{
    private const string Model = "$.inference.model";
    private const string Updates = "$.modelUpdates";

    /// <summary>Reports every broken rule. Tolerates the holes that binding errors leave.</summary>
    public void Validate()
    {
        string?[] places = [model.Name, model.Path, model.Url];
        int named = places.Count(static place => place is not null);
        if (named > 1)
            report(Model, "names more than one of name, path and url; keep one of them.");
        if (named == 0 && model.Sha256 is null)
            report(Model, "names no model; give it a name, a path or a url.");
        if (model.Sha256 is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
            report($"{Model}.sha256", $"\"{hash}\" is not 64 hexadecimal digits; sha256sum prints them.");
        if (model.Url is not null)
            ValidateUrl(model.Url);

        for (int i = 0; i < options.Groups.Count; i++)
        {
            if (options.Groups.Take(i).Contains(options.Groups[i]))
                report($"{Updates}.groups[{i}]", $"\"{options.Groups[i]}\" is there twice; leave one out.");
        }

        if (options.Groups.Count > MaxGroups)
            report($"{Updates}.groups", $"has {options.Groups.Count} groups; use at most {MaxGroups}.");
        if (options.Proxy is not null && (
            !Uri.TryCreate(options.Proxy, UriKind.Absolute, out Uri? proxy) || proxy.Scheme is not ("http" or "https" or "socks5")))
            report($"{Updates}.proxy", "is no address of a proxy; write one such as http://proxy.example:3128.");
    }

    private const int MaxGroups = 8;

    private void ValidateUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url))
            report($"{Model}.url", "is no url; write one such as https://models.example/birds-1.4.0.bundle.");
        else if (UrlCheck.FindError(url, options) is { } error)
            report($"{Model}.url", $"{error}.");
        else if (options is { RequireSignature: true, TrustedKeys.Count: 0 })
            report(
                $"{Updates}.trustedKeys",
                "is empty, so no fetched model could ever be taken; name the public key that signs them ('edgevision model keygen').");
    }

    /// <summary>Reports what this machine lacks: keys that cannot be read.</summary>
    public void Check(IFindings findings)
    {
        for (int i = 0; i < options.TrustedKeys.Count; i++)
        {
            if (TrustedKeys.FindError(options.TrustedKeys[i]) is { } error)
                findings.Error($"{Updates}.trustedKeys[{i}]", error);
        }

        if (options.Ca is { } ca && NamedFile.FindError(ca) is { } missing)
            findings.Error($"{Updates}.ca", $"{ca} {missing}");
        if (!options.RequireSignature)
            findings.Warning(
                $"{Updates}.requireSignature", "is false: whoever may publish to the broker, or stands between this box and a server, chooses what it sees.");
    }
}
