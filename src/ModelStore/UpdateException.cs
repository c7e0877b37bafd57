using EdgeVision.Bundles;

namespace EdgeVision.ModelStore;

/// <summary>A model cannot be had or kept. The message names what, the value and the next step.</summary>
public sealed class UpdateException : Exception
{
    /// <summary>For a reason of the store's.</summary>
    /// <param name="isTransient"><see langword="null"/>: as is usual for the reason.</param>
    public UpdateException(UpdateReason reason, string message, Exception? inner = null, bool? isTransient = null)
        : base(message, inner)
    {
        Reason = reason;
        IsTransient = isTransient ?? reason is UpdateReason.Unreachable or UpdateReason.Stalled;
    }

    /// <summary>For the reason that a bundle was refused.</summary>
    public UpdateException(BundleException refusal)
        : this(Of((refusal ?? throw new ArgumentNullException(nameof(refusal))).Error), refusal.Message, refusal)
    {
    }

    /// <summary>The kind of reason.</summary>
    public UpdateReason Reason { get; }

    /// <summary>Whether the same may go well later, without anybody doing anything.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the server asks to be left alone; <see langword="null"/>: it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The reason for a refusal of a bundle.</summary>
    public static UpdateReason Of(BundleError error) => error switch
    {
        BundleError.Malformed => UpdateReason.Malformed,
        BundleError.Oversized => UpdateReason.Oversized,
        BundleError.NotSigned => UpdateReason.NotSigned,
        BundleError.UnknownKey => UpdateReason.UnknownKey,
        BundleError.WrongSignature => UpdateReason.WrongSignature,
        BundleError.Tampered => UpdateReason.Tampered,
        BundleError.Expired => UpdateReason.Expired,
        BundleError.TooNew => UpdateReason.TooNew,
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, "It is no error of bundles."),
    };
}
