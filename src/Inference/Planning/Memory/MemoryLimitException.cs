namespace EdgeVision.Inference.Planning.Memory;

/// <summary>A plan asks for more memory than it may have. Only the planner catches it, and says which node and tensor.</summary>
internal sealed class MemoryLimitException() : Exception("The plan asks for more memory than it may have.");
