using System.CommandLine;

namespace EdgeVision.CommandLine.Tests;

/// <summary>Every command of the program, with the words that lead to it.</summary>
internal static class CommandTree
{
    /// <summary>The words of each, "" for the program alone; those for the program's own use are left out.</summary>
    public static IReadOnlyList<string> Paths { get; } = [.. Walk(EdgeVisionCommand.Create(), "")];

    /// <summary>What <c>--help</c> prints.</summary>
    public static string Help(string path)
    {
        using StringWriter output = new();
        Parse([.. Words(path), "--help"]).Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return output.ToString();
    }

    public static ParseResult Parse(params string[] arguments) => EdgeVisionCommand.Create().Parse(arguments, EdgeVisionCommand.Parsing);

    public static string[] Words(string path) => path.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Walk(Command command, string path) =>
        [path, .. command.Subcommands.Where(static one => !one.Hidden).SelectMany(one => Walk(one, $"{path} {one.Name}".Trim()))];
}
