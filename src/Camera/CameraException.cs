namespace EdgeVision.Camera;

/// <summary>A camera cannot do what was asked of it; the message names the device, the reason and the way out.</summary>
public sealed class CameraException : Exception
{
    /// <summary>With the whole sentence a person reads.</summary>
    public CameraException(string message)
        : base(message)
    {
    }

    /// <summary>With the whole sentence and what the system said.</summary>
    public CameraException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
