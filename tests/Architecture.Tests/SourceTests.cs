using System.Globalization;
using System.Text.RegularExpressions;
using EdgeVision.TestKit;

namespace EdgeVision.Architecture.Tests;

/// <summary>The house rules a compiler does not know.</summary>
public sealed partial class SourceTests
{
    private const int MaxFileLines = 500;

    // What .editorconfig asks for.
    private const int MaxColumns = 160;

    // Functions of one line each, constants as types, and a document's members: each such file is one table, and reads as one.
    private static readonly string[] s_tablesOfTypes =
    [
        "/Kernels/Functions/BinaryFunctions.cs", "/Kernels/Functions/ScalarUnaryFunctions.cs", "/Kernels/PixelStrides.cs",
        "/Models/ManifestDocument.cs", "/Bundles/BundleDocument.cs", "/GoldenSamples/GoldenDocument.cs",
    ];

    private static readonly string[] s_meaninglessSuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Base", "Impl", "Info"];

    [Fact]
    public void NoFileIsTooLongToReadAtOnce()
    {
        string[] tooLong = [.. SourceFiles().Where(file => File.ReadLines(file).Count() > MaxFileLines)];

        Assert.Empty(tooLong);
    }

    [Fact]
    public void NoLineIsTooLongToReadAtOnce()
    {
        string[] tooLong = [.. new[] { "src", "tests", "eng" }.SelectMany(static folder => Files(Repository.PathTo(folder)))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .SelectMany(file => File.ReadLines(Repository.PathTo(file))
                .Select((line, index) => (Place: $"{file}:{index + 1}", line.Length))
                .Where(static line => line.Length > MaxColumns)
                .Select(static line => $"{line.Place}: {line.Length} columns"))];

        Assert.Empty(tooLong);
    }

    [Fact]
    public void AFileHoldsOneTypeAndIsNamedForIt()
    {
        var offenders = new List<string>();
        foreach (string file in SourceFiles().Where(file => !s_tablesOfTypes.Any(table => file.EndsWith(table, StringComparison.Ordinal))))
        {
            string[] types = [.. TopLevelType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)];
            string name = Path.GetFileName(file).Split('.', '{')[0];
            if (types.Length > 1 || (types.Length == 1 && types[0] != name))
                offenders.Add($"{file}: {string.Join(", ", types)}");
        }

        Assert.Empty(offenders);
    }

    [Fact]
    public void AFileIsInTheFolderOfItsNamespace()
    {
        string[] offenders = [.. SourceFiles()
            .Where(file => FileNamespace().Match(File.ReadAllText(file)) is { Success: true } match
                && match.Groups[1].Value != NamespaceOf(Path.GetDirectoryName(file)!))];

        Assert.Empty(offenders);
    }

    [Fact]
    public void NoTypeHasASuffixWithoutMeaning()
    {
        string[] offenders = [.. SourceFiles()
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => s_meaninglessSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)))];

        Assert.Empty(offenders);
    }

    [Fact]
    public void NoCommittedTextNamesAPackageRegistryOrAPathOfOneMachine()
    {
        // Spelled in halves, so that this file passes its own test.
        string[] forbidden = [
            "registry.npmjs" + ".org", "api.nuget" + ".org", "nuget" + ".org/v3", "deb.debian" + ".org", "/work/" + "main", "/work/" + "shared", "/root" + "/"];
        string[] endings = [".cs", ".csproj", ".props", ".json", ".md", ".sln", ".service", ".yml", ".py", ".sh", ".config", ".txt", ""];
        var offenders = new List<string>();
        foreach (string file in Files(Repository.Root).Where(file => endings.Contains(Path.GetExtension(file))))
        {
            string text = File.ReadAllText(file);
            offenders.AddRange(forbidden.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"{file}: {word}"));
        }

        Assert.Empty(offenders);
    }

    [Fact]
    public void EachMessageOfTheLogHasANumberOfItsOwn()
    {
        (string Number, string File)[] messages =
        [
            .. SourceFiles().SelectMany(static file =>
                MessageNumber().Matches(File.ReadAllText(file)).Select(match => (match.Groups[1].Value, Path.GetFileName(file)))),
        ];
        int written = SourceFiles().Sum(static file => File.ReadAllText(file).Split("[LoggerMessage(").Length - 1);
        int free = messages.Max(static message => int.Parse(message.Number, CultureInfo.InvariantCulture)) + 1;

        Assert.Equal(written, messages.Length);
        Assert.Empty(messages.GroupBy(static message => message.Number).Where(static same => same.Count() > 1).Select(same =>
            $"{same.Key} is in {string.Join(" and ", same.Select(static message => message.File))}; {free} is free."));
    }

    private static string NamespaceOf(string folder) => $"EdgeVision.{Path.GetRelativePath(Repository.PathTo("src"), folder).Replace('/', '.')}";

    private static IEnumerable<string> SourceFiles() => Files(Repository.PathTo("src")).Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    private static IEnumerable<string> Files(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
            yield return file;

        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            if (Path.GetFileName(child) is "bin" or "obj" or ".git" or "artifacts" or "TestResults")
                continue;

            foreach (string file in Files(child))
                yield return file;
        }
    }

    [GeneratedRegex(@"^(?:public|internal|file)\s+(?:(?:static|sealed|abstract|partial|readonly|unsafe|ref)\s+)*"
        + @"(?:class|struct|interface|enum|record(?:\s+struct|\s+class)?|delegate\s+\S+)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex FileNamespace();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(\d+)\s*,")]
    private static partial Regex MessageNumber();
}
