namespace EdgeVision.ModelStore.Tests;

/// <summary>The process is gone: nothing that catches a disk's errors sees this.</summary>
internal sealed class KilledException : Exception;
