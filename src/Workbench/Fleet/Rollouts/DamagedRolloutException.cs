namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>A file is none that a rollout can be resumed from.</summary>
internal sealed class DamagedRolloutException(string message, Exception? innerException = null) : BadInputException(message, innerException);
