using EdgeVision.Camera.V4L2.Interop;

namespace EdgeVision.Camera.V4L2;

/// <summary>The cameras of this machine.</summary>
public static class V4L2Devices
{
    /// <summary>Every node that captures, and every one that cannot be opened, with the reason. Metadata, output and codec nodes are left out.</summary>
    public static IReadOnlyList<V4L2Device> List() => List(new LinuxVideoNodes());

    internal static IReadOnlyList<V4L2Device> List(IVideoNodes nodes)
    {
        List<V4L2Device> cameras = [];
        foreach (string path in nodes.List())
        {
            try
            {
                using VideoNode node = VideoNode.Open(nodes, path);
                bool multiPlanar = (node.Capabilities & V4L2Constants.CapabilityVideoCaptureMultiPlanar) != 0;
                if (!node.CanCapture && !multiPlanar)
                    continue;

                V4L2Mode[] modes = node.CanCapture ? [.. node.Modes(int.MaxValue, int.MaxValue)] : [];
                string? error = node.CanCapture ? null : "gives pictures only in several memory planes, which is not supported";
                cameras.Add(new V4L2Device(path, nodes.StableLinkTo(path), node.Card, node.Bus, node.Driver, modes, error));
            }
            catch (V4L2Exception e)
            {
                cameras.Add(new V4L2Device(path, nodes.StableLinkTo(path), "", "", "", [], e.Message));
            }
        }

        return cameras;
    }
}
