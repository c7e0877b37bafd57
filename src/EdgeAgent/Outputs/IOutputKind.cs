using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>
/// One kind of output with its section of a configuration: all that the agent knows of it. A new kind is a class such as this with its options and its
/// <see cref="IOutput"/>, the options' property of the configuration, and a row in <c>OutputKinds</c>.
/// </summary>
internal interface IOutputKind
{
    /// <summary>
    /// Reports what is missing or wrong between its settings, and what it refers to that is not there. Tolerates the holes that binding errors leave.
    /// </summary>
    /// <param name="report">Takes the JSON path of a setting and what is wrong with it.</param>
    void Validate(OutputNeighbours neighbours, Action<string, string> report);

    /// <summary>Reports what this machine lacks for it, without opening a device or asking the network.</summary>
    void Check(OutputNeighbours neighbours, IFindings findings, Wiring wiring)
    {
    }

    /// <summary>Reports what it asks for and the model cannot give.</summary>
    void CheckModel(ModelManifest model, IFindings findings)
    {
    }

    /// <summary>Makes the output. Nothing is opened before the first step of its life.</summary>
    IOutput Make(OutputSurroundings surroundings);
}
