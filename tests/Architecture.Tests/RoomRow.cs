namespace EdgeVision.Architecture.Tests;

/// <summary>A room, which is a namespace named from its assembly's root on, and the rooms it may use.</summary>
internal sealed record RoomRow(string Room, IReadOnlyList<string> MayUse)
{
    /// <summary>What people write and read for the root itself, whose name is empty.</summary>
    public const string RootName = "(root)";
}
