using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Networks;

/// <summary>A table of layers that alpha and resolution make networks of. All there are is in <see cref="NetworkCatalog"/>.</summary>
public sealed class NetworkFamily
{
    internal NetworkFamily(
        string name, ModelTask task, string source, int resolution, int classes, NetworkLayout layout, Action<NetworkBuilder, NetworkDesign> build)
    {
        Name = name;
        Task = task;
        Source = source;
        Resolution = resolution;
        Classes = classes;
        Layout = layout;
        Build = build;
    }

    /// <summary>As the command line spells it, for example "mobilenet-v2".</summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public ModelTask Task { get; }

    /// <summary>The paper and the place in it that the layers are from.</summary>
    public string Source { get; }

    /// <summary>The resolution it was published with, in pixels.</summary>
    public int Resolution { get; }

    /// <summary>Classes of the data set it was published with.</summary>
    public int Classes { get; }

    /// <summary>The layout of its reference code.</summary>
    public NetworkLayout Layout { get; }

    internal Action<NetworkBuilder, NetworkDesign> Build { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
