using EdgeVision.Camera;

namespace EdgeVision.EdgeAgent.Cameras;

/// <summary>
/// All that the agent knows of one kind of camera. A new kind is a member of <see cref="CameraKind"/>, a class such as this, its row in
/// <see cref="CameraKinds"/>, and a property of <see cref="CameraOptions"/> for each setting that no other kind has.
/// </summary>
internal interface ICameraKind
{
    /// <summary>The settings it has, of those that not every kind has, as a configuration spells them. It is refused with any other.</summary>
    IReadOnlyList<string> Settings { get; }

    /// <summary>Reports what is missing or wrong between its settings. Tolerates the holes that binding errors leave.</summary>
    /// <param name="path">The camera's JSON path.</param>
    /// <param name="report">Takes the JSON path of a setting and what is wrong with it.</param>
    void Validate(CameraOptions camera, string path, Action<string, string> report);

    /// <summary>
    /// Reports what this machine lacks for it, without opening a device or running a program. A camera that is not there is waited for, so most of it warns.
    /// </summary>
    /// <param name="path">The camera's JSON path.</param>
    void Check(CameraOptions camera, string path, CameraSurroundings surroundings);

    /// <summary>
    /// The source, which touches no camera, recording or program before it is read. One that is not there then is waited for: no refusal of theirs is final.
    /// </summary>
    /// <exception cref="CameraException">Options that no camera could have.</exception>
    IFrameSource Open(CameraOptions camera);

    /// <summary>Frames a second that are to be expected; <see langword="null"/>: the options do not say.</summary>
    double? RateOf(CameraOptions camera);
}
