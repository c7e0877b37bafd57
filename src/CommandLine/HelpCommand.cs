using System.CommandLine;
using EdgeVision.EdgeAgent.Cli;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.CommandLine;

/// <summary><c>edgevision help</c>: the same as <c>--help</c>, where people look for it first.</summary>
internal static class HelpCommand
{
    public static Command Create(RootCommand root)
    {
        Argument<string[]> path = new("COMMAND") { Description = "The command, such as detect or model new.", Arity = ArgumentArity.ZeroOrMore };
        Command command = new("help", "Show what a command does, with its options and examples.") { path };
        command.SetAction(result =>
        {
            string[] words = result.GetValue(path) ?? [];
            Command current = root;
            foreach (string word in words)
            {
                string[] names = [.. current.Subcommands.Where(static one => !one.Hidden).Select(static one => one.Name)];
                current = current.Subcommands.FirstOrDefault(one => one.Name == word)
                    ?? throw new UsageException(names.Length > 0
                        ? $"There is no command '{string.Join(' ', words)}': {NearestName.Suggest(word, names)}"
                        : $"There is no command '{string.Join(' ', words)}': {current.Name} has none below it.");
            }

            return root.Parse([.. words, "--help"], EdgeVisionCommand.Parsing).Invoke(result.InvocationConfiguration);
        });
        return command.WithExamples(
            ("edgevision help", "which commands there are"),
            ("edgevision help model new", "one of them"));
    }
}
