using EdgeVision.Camera.V4L2.Interop;

namespace EdgeVision.Camera.V4L2;

/// <summary>What a camera is recognised by when the kernel has numbered the nodes anew: its name and, first of all, where it is plugged in.</summary>
internal sealed record CameraIdentity(string Card, string Bus)
{
    /// <summary>Opens the node of this camera, whichever number it has now.</summary>
    /// <param name="alsoElsewhere">Whether the only camera of its name is taken for it where that one is plugged in elsewhere. Never for a
    /// link: it would be back.</param>
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
