using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace EdgeVision.KernelGenerator;

/// <summary>Builds indented C# text.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>One line at the current depth.</summary>
    public void Line(string line) => _text.Append(' ', 4 * _depth).Append(line).Append('\n');

    /// <summary>Opens a brace.</summary>
    public void Open(string line = "")
    {
        if (line.Length > 0)
            Line(line);
        Line("{");
        _depth++;
    }

    /// <summary>Closes the last open brace.</summary>
    public void Close(string after = "")
    {
        _depth--;
        Line("}" + after);
    }

    /// <summary>The body of a method that is a switch; what no arm names is null.</summary>
    public void Switch(string value, IEnumerable<string> arms)
    {
        Open($"    => {value} switch");
        foreach (string arm in arms)
            Line(arm + ",");
        Line("_ => null,");
        Close(";");
        Line("");
    }

    /// <summary>Joins what <paramref name="item"/> says of 0…<paramref name="count"/>−1.</summary>
    public static string Join(int count, string separator, Func<int, string> item) => string.Join(separator, Enumerable.Range(0, count).Select(item));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
