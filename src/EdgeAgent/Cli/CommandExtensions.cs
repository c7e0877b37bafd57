using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>What every command of ours has beyond the library's: examples under its help, which a group of commands shows when none of them is named.</summary>
internal static class CommandExtensions
{
    /// <summary>Shows <paramref name="examples"/> (command lines, each with what it does) at the end of the command's help.</summary>
    public static T WithExamples<T>(this T command, params (string CommandLine, string Purpose)[] examples)
        where T : Command
    {
        HelpOption help = command.Options.OfType<HelpOption>().FirstOrDefault() ?? new HelpOption();
        if (!command.Options.Contains(help))
            command.Options.Add(help);

        help.Action = new HelpWithExamples((HelpAction)help.Action!, examples);
        if (command.Action is null)
            command.SetAction(result => ((SynchronousCommandLineAction)help.Action).Invoke(result));
        return command;
    }

    private sealed class HelpWithExamples(HelpAction help, (string CommandLine, string Purpose)[] examples) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int exitCode = help.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach ((string commandLine, string purpose) in examples)
            {
                output.WriteLine($"  # {purpose}");
                output.WriteLine($"  {commandLine}");
            }

            return exitCode;
        }
    }
}
