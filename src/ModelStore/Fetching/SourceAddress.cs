namespace EdgeVision.ModelStore.Fetching;

/// <summary>What addresses may be fetched from, and how they are told.</summary>
internal static class SourceAddress
{
    private const int MaxShown = 200;

    /// <summary>An address without its query, fragment and credentials, which may be secret.</summary>
    public static string Shown(Uri url)
    {
        if (!url.IsAbsoluteUri)
            return "a relative address";
        string text = url.IsFile ? url.LocalPath : url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return text.Length <= MaxShown ? text : text[..MaxShown] + "…";
    }

    /// <summary>Where the signature lies: the path with <c>.sig</c>, and the same query.</summary>
    public static Uri SignatureOf(Uri url)
    {
        var builder = new UriBuilder(url);
        builder.Path += ".sig";
        return builder.Uri;
    }

    /// <exception cref="UpdateException">It may not be fetched from.</exception>
    public static void Require(Uri url, bool allowPlainHttp)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp && !url.IsFile) || (url.IsFile && url.IsUnc))
            throw new UpdateException(UpdateReason.NotAllowed, $"{Shown(url)}: models are fetched by https, or from a path of this machine.");
        if (url.UserInfo.Length > 0)
            throw new UpdateException(UpdateReason.NotAllowed, $"{Shown(url)}: a user's name or password in an address is told to many; leave them out.");
        if (url.Scheme == Uri.UriSchemeHttp && !allowPlainHttp)
            throw new UpdateException(
                UpdateReason.WeakerScheme, $"{Shown(url)}: plain http is taken only where a signature is required; use https.");
    }

    /// <summary>Where an answer sends on to.</summary>
    /// <exception cref="UpdateException">Nobody may be sent there.</exception>
    public static Uri Redirected(Uri from, Uri? location, bool allowPlainHttp)
    {
        if (location is null)
            throw new UpdateException(
                UpdateReason.Unreachable, $"{Shown(from)}: it sends elsewhere without saying where; look at the server.", isTransient: false);

        var to = new Uri(from, location);
        if (to.IsFile)
            throw new UpdateException(UpdateReason.NotAllowed, $"{Shown(from)}: it sends to a file of this machine; look at the server.");
        if (from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp)
            throw new UpdateException(UpdateReason.WeakerScheme, $"{Shown(from)}: it sends from https to plain http ({Shown(to)}); look at the server.");
        Require(to, allowPlainHttp);
        return to;
    }
}
