using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.Workbench.Model;

/// <summary>The arguments of <c>edgevision model describe</c>.</summary>
internal static class DescribeArguments
{
    public static Argument<string> File() => new("FILE") { Description = "The ONNX file to describe." };

    public static Option<string> Labels() => new("--labels", "-l")
    {
        Description = "A file with a class a line, in the order of the network's columns; a number and a colon in front are left out. "
            + "A first line 'background' is column 0, as --background says.",
        HelpName = "FILE",
        Required = true,
    };

    public static Option<bool> Background() => new("--background")
    {
        Description = "Column 0 of the scores is background, which has no line in the labels.",
    };

    public static Option<string?> Name() => new("--name") { Description = "The model's name in messages. Default: the file's.", HelpName = "NAME" };

    public static Option<string> Licence() => new("--licence")
    {
        Description = "SPDX identifier of the weights' licence.",
        HelpName = "SPDX",
        DefaultValueFactory = static _ => "NOASSERTION",
    };

    public static Option<string?> Source() => new("--source") { Description = "Where the weights come from, in your words.", HelpName = "TEXT" };

    public static Option<float> Mean() => Number(
        "--mean", "What was subtracted from each pixel, 0 to 255, in training: 127.5 for inputs of -1 to 1, 0 for inputs of 0 to 1 or 0 to 255.", 127.5f,
        static _ => true, "");

    public static Option<float> StandardDeviation() =>
        Number("--std", "What it was then divided by: 127.5 for inputs of -1 to 1, 255 for 0 to 1, 1 for 0 to 255.", 127.5f,
            static value => value > 0f, "above 0");

    public static Option<bool> Force() => new("--force", "-f") { Description = "Overwrite a manifest that is there." };

    /// <summary>An option whose values are those of an enumeration, spelled as in a manifest; <see langword="null"/> where it is left out.</summary>
    public static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        Option<T?> option = new(name)
        {
            Description = description,
            HelpName = string.Join('|', Choices<T>().Keys),
            CustomParser = static result => Parse<T>(result),
        };
        option.CompletionSources.Add([.. Choices<T>().Keys]);
        return option;
    }

    /// <summary>The same with a value for where it is left out.</summary>
    public static Option<Spelled<T>> Choice<T>(string name, string description, T usual)
        where T : struct, Enum
    {
        Option<Spelled<T>> option = new(name)
        {
            Description = description,
            HelpName = string.Join('|', Choices<T>().Keys),
            DefaultValueFactory = _ => new(usual, Word(usual)),
            CustomParser = static result => new(Parse<T>(result) ?? default, result.Tokens[0].Value),
        };
        option.CompletionSources.Add([.. Choices<T>().Keys]);
        return option;
    }

    private static Dictionary<string, T> Choices<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(static value => Word(value), StringComparer.OrdinalIgnoreCase);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static T? Parse<T>(ArgumentResult result)
        where T : struct, Enum
    {
        string text = result.Tokens[0].Value;
        Dictionary<string, T> choices = Choices<T>();
        if (choices.TryGetValue(text, out T value))
            return value;

        result.AddError($"{(result.Parent as OptionResult)?.Option.Name} {text}: {NearestName.Suggest(text, [.. choices.Keys])}");
        return null;
    }

    private static Option<float> Number(string name, string description, float usual, Func<float, bool> isAllowed, string range) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        DefaultValueFactory = _ => usual,
        CustomParser = result => NumberArgument.Parse<float>(result, value => float.IsFinite(value) && isAllowed(value), range),
    };
}
