namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>Which urls a bundle may be fetched from.</summary>
internal static class UrlCheck
{
    /// <summary>The end of a sentence that begins with the url; <see langword="null"/>: it will do.</summary>
    public static string? FindError(Uri url, ModelUpdateOptions options)
    {
        if (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
            return $"begins with {url.Scheme}:, and bundles are fetched by https, or by http where a signature is required";
        if (url.Scheme == Uri.UriSchemeHttp && !options.RequireSignature)
            return "is not encrypted, and no signature is required here; use https";
        if (url.UserInfo.Length > 0)
            return "has a user in it; a word that opens a door does not belong into messages and logs";
        return url.Fragment.Length > 0 ? "has a fragment (#…); leave it out" : null;
    }
}
