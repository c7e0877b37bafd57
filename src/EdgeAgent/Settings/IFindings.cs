namespace EdgeVision.EdgeAgent.Settings;

/// <summary>Takes what is found wrong with a configuration.</summary>
internal interface IFindings
{
    /// <summary>Something that somebody has to change.</summary>
    /// <param name="path">Which setting, as a JSON path: <c>$.cameras[1].width</c>.</param>
    /// <param name="message">The value, what is wrong with it and the way out.</param>
    void Error(string path, string message);

    /// <summary>Something that is probably not meant, or may be right by the time the daemon starts.</summary>
    /// <inheritdoc cref="Error"/>
    void Warning(string path, string message);
}
