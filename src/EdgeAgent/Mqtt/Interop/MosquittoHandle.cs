using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Mqtt.Interop;

/// <summary>Owns a <c>struct mosquitto</c> and the <see cref="GCHandle"/> its callbacks come back through; a call in progress keeps both alive.</summary>
internal sealed class MosquittoHandle : SafeHandle
{
    private GCHandle _target;

    /// <param name="cleanStart">Whether the broker forgets this client id's earlier session.</param>
    /// <param name="target">What the callbacks find behind their user pointer.</param>
    public MosquittoHandle(string clientId, bool cleanStart, object target)
        : base(0, ownsHandle: true)
    {
        _target = GCHandle.Alloc(target, GCHandleType.Weak);
        SetHandle(LibMosquitto.New(clientId, cleanStart, GCHandle.ToIntPtr(_target)));
        if (IsInvalid)
        {
            _target.Free();
            throw new MqttException($"libmosquitto refuses the client id “{clientId}”; choose a shorter one without control characters.");
        }
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibMosquitto.Destroy(handle);
        _target.Free();
        return true;
    }
}
