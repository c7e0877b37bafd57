namespace EdgeVision.CommandLine.Tests;

public sealed class UsageErrorsTests
{
    [Theory]
    [InlineData("There is no command 'dectect': did you mean \"detect\"?", "dectect", "photo.jpg", "--out", "x")]
    [InlineData("There is no command 'dectect': did you mean \"detect\"?", "dectect", "--help")]
    [InlineData("There is no command 'config chek': did you mean \"check\"?", "config", "chek")]
    [InlineData("There is no command 'model nwe': did you mean \"new\"?", "model", "nwe")]
    [InlineData("detect has no option --ouput: did you mean \"--out\"?", "detect", "photo.jpg", "--ouput", "x")]
    [InlineData("detect has no option --ouput: did you mean \"--out\"?", "detect", "photo.jpg", "--ouput=x")]
    [InlineData("detect has no option --min: did you mean \"--min-score\"?", "detect", "--min", "0.3", "photo.jpg")]
    [InlineData("detect has no option --output: did you mean \"--out\"?", "detect", "photo.jpg", "--output", "x")]
    [InlineData("detect has no option -x; a file of such a name is written ./-x.", "detect", "photo.jpg", "-x")]
    [InlineData("fit has no option --thread: did you mean \"--threads\"?", "fit", "--thread", "2")]
    [InlineData("model new has no option --aplha: did you mean \"--alpha\"?", "model", "new", "mobilenet-v2", "--aplha", "1")]
    [InlineData("There is no option --json in front of a command.", "--json")]
    [InlineData("'here' is one word too many: run takes options only; a configuration is named by --config here.", "run", "here")]
    [InlineData("'b' is one word too many: eval takes one FOLDER.", "eval", "a", "b")]
    [InlineData("--out is empty: give it a value, or leave it out.", "detect", "photo.jpg", "--out", "")]
    [InlineData("--out has no value: Write each picture", "detect", "photo.jpg", "--out=")]
    [InlineData("--fps has no value: Inferences a second", "fit", "--fps")]
    [InlineData("There is no option --versoin in front of a command: did you mean \"--version\"?", "--versoin")]
    [InlineData("--config is empty: give it a value, or leave it out.", "run", "--config", "")]
    [InlineData("--labels is empty: give it a value, or leave it out.", "model", "describe", "x.onnx", "--task", "detection", "--labels", "")]
    [InlineData("FILE is empty: give it a value.", "detect", "")]
    [InlineData("FOLDER is empty: give it a value.", "eval", "")]
    [InlineData("--out has no value: --json looks like an option; a file of such a name is written ./--json.", "detect", "photo.jpg", "--out", "--json")]
    [InlineData("FOLDER is missing: ", "eval")]
    [InlineData("FILE is missing: ", "model", "show")]
    public void IsOneSentence(string expected, params string[] arguments)
    {
        string error = Assert.Single(UsageErrors.Of(CommandTree.Parse(arguments)));

        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detect", "--", "--ouput")]
    [InlineData("detect", "-")]
    [InlineData("detect", "./--ouput")]
    [InlineData("detect", "@photo.jpg")]
    [InlineData("detect", "photo.jpg", "--json=true")]
    [InlineData("model", "describe", "x.onnx", "--task", "detection", "--labels", "l", "--mean", "-1")]
    [InlineData("model", "new", "mobilenet-v2", "--seed", "-5")]
    [InlineData("run", "--set", "mqtt:host=a", "--set", "mqtt:port=1")]
    [InlineData("bench", "pipeline", "--help")]
    [InlineData("--version")]
    public void IsNoneWhereTheLineIsRight(params string[] arguments) => Assert.Empty(UsageErrors.Of(CommandTree.Parse(arguments)));

    [Fact]
    public void NoSentenceNamesATypeOfTheRuntime()
    {
        foreach (string path in CommandTree.Paths)
        {
            foreach (System.CommandLine.Option option in CommandTree.Parse(CommandTree.Words(path)).CommandResult.Command.Options)
            {
                foreach (string value in (string[])["", "nonsense", "-1", "1e999", "--x"])
                    Assert.All(UsageErrors.Of(CommandTree.Parse([.. CommandTree.Words(path), $"{option.Name}={value}"])),
                        static error => Assert.DoesNotContain("System.", error, StringComparison.Ordinal));
            }
        }
    }
}
