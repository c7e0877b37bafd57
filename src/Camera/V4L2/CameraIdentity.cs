using EdgeVision.Camera.V4L2.Interop;

namespace EdgeVision.Camera.V4L2;

/// <summary>Recognises a camera after the kernel has renumbered the nodes: by where it is plugged in, else by its name.</summary>
internal sealed record CameraIdentity(string Card, string Bus)
{
    /// <summary>Opens this camera's node, whatever its number is now.</summary>
    /// <param name="alsoElsewhere">Whether a camera of the same name that is plugged in elsewhere is taken for it, where it is the only one. Not
    /// for a link: udev would have made it again.</param>
    /// <exception cref="V4L2Exception">It is not there, or two of the same name are and neither is plugged in where it was.</exception>
    public VideoNode Find(IVideoNodes nodes, string configuredPath, bool alsoElsewhere)
    {
        string? sameCard = null;
        int alike = 0;
        foreach (string path in nodes.List())
        {
            VideoNode? node = TryOpen(nodes, path);
            if (node is null || !node.CanCapture || node.Card != Card)
            {
                node?.Dispose();
                continue;
            }

            if (node.Bus == Bus)
                return node;

            alike++;
            sameCard = path;
            node.Dispose();
        }

        if (alike == 1 && alsoElsewhere)
            return VideoNode.Open(nodes, sameCard!);

        string others = alike > 1 && alsoElsewhere ? $", and {alike} of that name are elsewhere; name one by its /dev/v4l/by-id link" : "";
        throw new V4L2Exception($"The camera {Card} of {configuredPath} is gone from {Bus}{others}.");
    }

    private static VideoNode? TryOpen(IVideoNodes nodes, string path)
    {
        try
        {
            return VideoNode.Open(nodes, path);
        }
        catch (V4L2Exception)
        {
            return null;
        }
    }
}
