using System.Text.Json.Serialization;

namespace EdgeVision.ModelStore;

/// <summary>Why a model did not become what a board runs. A program may act on the name; a person reads the sentence beside it.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<UpdateReason>))]
public enum UpdateReason
{
    /// <summary>It is no bundle, or one that was cut off. Make it with <c>edgevision model pack</c>, and look at what the server sends.</summary>
    Malformed,

    /// <summary>It is over a limit of bundles. Pack a smaller model.</summary>
    Oversized,

    /// <summary>It has no signature, and this board asks for one. Sign it with <c>edgevision model sign</c>.</summary>
    NotSigned,

    /// <summary>It is signed with a key that this board does not trust. Sign it with one it does, or give the board the key.</summary>
    UnknownKey,

    /// <summary>The signature is not one of its key over these bytes. Get both again from where they were made.</summary>
    WrongSignature,

    /// <summary>A file in it is not the one that it describes. Get the bundle again from where it was made.</summary>
    Tampered,

    /// <summary>It is past its last day. Pack a newer one, or look at the board's clock.</summary>
    Expired,

    /// <summary>It needs a newer daemon. Upgrade the board first.</summary>
    TooNew,

    /// <summary>This board has had a newer one of this model. Pack it with a higher sequence, or pin it at the board.</summary>
    Replayed,

    /// <summary>Its SHA-256 is not the one that was asked for. Look at what the server has, and at what was asked for.</summary>
    WrongHash,

    /// <summary>Its version is not the one that was asked for. Look at what the server has, and at what was asked for.</summary>
    WrongVersion,

    /// <summary>The server did not answer as it should. It is tried again; look at address, network, proxy and certificate if that lasts.</summary>
    Unreachable,

    /// <summary>The server has no such file, or the store no such model. Look at the address or the name.</summary>
    NotFound,

    /// <summary>It would come over plain http where https is asked for. Serve it by https.</summary>
    WeakerScheme,

    /// <summary>The server is too slow. It is tried again; look at the network if that lasts.</summary>
    Stalled,

    /// <summary>What was said from afar is not among what this board lets be said. Correct the message, or the board's configuration.</summary>
    NotAllowed,

    /// <summary>The disk has no room for it. Delete what is not needed: <c>edgevision model list</c> shows what the store holds.</summary>
    NoRoom,

    /// <summary>The board has not enough memory for it beside the one in use. Use a smaller model.</summary>
    NoMemory,

    /// <summary>It solves another task than the one in use. Send one of the same task, or change the configuration.</summary>
    WrongTask,

    /// <summary>It does not know a label that the configuration names. Send one that does, or change the configuration.</summary>
    MissingLabel,

    /// <summary>It cannot be opened. Try it with <c>edgevision model show</c> on another machine.</summary>
    LoadFailed,

    /// <summary>Opening it did not end. Try it with <c>edgevision model show</c> on another machine.</summary>
    LoadHung,

    /// <summary>It does not see in its own picture what it is to see. Pack it again with the results it really has.</summary>
    GoldenDiffers,

    /// <summary>The two engines see different things with it. Report it with the model; the configuration can choose one engine.</summary>
    EnginesDiffer,

    /// <summary>It takes too long on this board. Use a smaller one, or fewer frames.</summary>
    TooSlow,

    /// <summary>It sees other things in live frames than the one in use. Look at its training, or allow less agreement.</summary>
    Disagrees,

    /// <summary>Live frames failed with it. Look at the log, and report it with the model.</summary>
    Unhealthy,

    /// <summary>The process ended again and again while it was tried. Look at the log, and report it with the model.</summary>
    Crashed,

    /// <summary>Another model was asked for meanwhile. Nothing to do.</summary>
    Superseded,

    /// <summary>The store cannot be written. Look at whose the folder is, and at the disk.</summary>
    NotWritable,
}
