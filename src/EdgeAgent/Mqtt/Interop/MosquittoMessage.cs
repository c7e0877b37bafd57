using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Mqtt.Interop;

/// <summary><c>struct mosquitto_message</c>: 40 bytes on 64-bit Linux. Everything it points at lives only during the callback.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MosquittoMessage
{
    public int MessageId;
    public byte* Topic;
    public byte* Payload;
    public int PayloadLength;
    public int Quality;
    public byte Retain;
}
