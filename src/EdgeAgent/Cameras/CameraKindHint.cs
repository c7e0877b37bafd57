namespace EdgeVision.EdgeAgent.Cameras;

/// <summary>What to write for the cameras that people have, and that are no kind of their own here.</summary>
internal static class CameraKindHint
{
    private const string Network =
        """a camera on the network is a pipe of a program that decodes it: "kind": "pipe", "command": ["ffmpeg", "-loglevel", "error","""
        + """ "-rtsp_transport", "tcp", "-i", "rtsp://camera/stream", "-vf", "scale=640:480,fps=10", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"],"""
        + """ "format": "yuv420", "width": 640, "height": 480, "fps": 10.""";

    private const string RaspberryPi =
        """a Raspberry Pi camera is a pipe of its program: "kind": "pipe", "command": ["rpicam-vid", "--nopreview","""
        + """ "--timeout", "0", "--width", "640", "--height", "480", "--framerate", "10", "--codec", "yuv420", "-o", "-"],"""
        + """ "format": "yuv420", "width": 640, "height": 480, "fps": 10.""";

    private const string Jetson = "a Jetson's CSI camera is a pipe of gst-launch-1.0; docs/configuration.md has the line.";
    private const string Device = "a camera with a device node, such as /dev/video0, is \"v4l2\".";
    private const string Recording = "pictures and recordings are \"replay\".";

    /// <summary>The way out for a kind that does not exist; <see langword="null"/>: nothing better than the names of those that do.</summary>
    public static string? For(string kind) => kind.ToUpperInvariant() switch
    {
        "RTSP" or "RTSPS" or "RTMP" or "HTTP" or "HTTPS" or "ONVIF" or "IP" or "IPCAMERA" or "NETWORK" or "FFMPEG" or "URL" or "STREAM" => Network,
        "CSI" or "LIBCAMERA" or "RPICAM" or "PICAMERA" or "RASPBERRYPI" => RaspberryPi,
        "JETSON" or "NVARGUS" or "ARGUS" or "GSTREAMER" or "GST" => Jetson,
        "USB" or "UVC" or "WEBCAM" or "DEVICE" or "VIDEO" or "VIDEO4LINUX" => Device,
        "FILE" or "FOLDER" or "MJPEG" or "JPEG" or "PICTURES" or "IMAGES" => Recording,
        _ => null,
    };
}
