using System.Text.Json;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>The machine's journal from a moment on.</summary>
internal sealed class Journal
{
    private readonly string? _cursor;

    private Journal(string? cursor) => _cursor = cursor;

    /// <summary>All since the machine has started.</summary>
    public static Journal SinceBoot { get; } = new(cursor: null);

    /// <summary>A journal that begins now.</summary>
    public static Journal FromNow()
    {
        string last = Shell.Run("journalctl", "-n", "1", "-o", "json", "--no-pager", "--output-fields=MESSAGE");
        using JsonDocument entry = JsonDocument.Parse(last);
        return new Journal(entry.RootElement.GetProperty("__CURSOR").GetString()!);
    }

    /// <summary>What the daemon has written since, each line with its syslog priority (3 is an error, 6 information).</summary>
    public IReadOnlyList<(int Priority, string Message)> OfDaemon() => Read("SYSLOG_IDENTIFIER=edgevision");

    /// <summary>What systemd has written about the service since.</summary>
    public IReadOnlyList<(int Priority, string Message)> AboutService() => Read("_PID=1", "UNIT=edgevision.service");

    /// <summary>Waits for a line of the daemon that holds <paramref name="words"/>.</summary>
    public (int Priority, string Message) WaitFor(string words, TimeSpan limit)
    {
        (int Priority, string Message) found = default;
        Eventually.True(
            () => (found = OfDaemon().FirstOrDefault(line => line.Message.Contains(words, StringComparison.Ordinal))).Message is not null,
            limit,
            () => $"no line with \"{words}\" in the journal, but\n{string.Join('\n', OfDaemon())}");
        return found;
    }

    private List<(int, string)> Read(params string[] matches)
    {
        // Not --after-cursor: where the cursor's own entry is none of those asked for, that leaves out the first which is.
        string[] beginning = _cursor is null ? ["--boot"] : ["--cursor", _cursor];
        string lines = Shell.Run("journalctl", [.. beginning, "-o", "json", "--no-pager", "--output-fields=MESSAGE,PRIORITY", .. matches]);
        var entries = new List<(int, string)>();
        foreach (string line in lines.Split('\n').Where(line => line.StartsWith('{')))
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            if (entry.RootElement.GetProperty("__CURSOR").GetString() == _cursor)
                continue;
            JsonElement message = entry.RootElement.GetProperty("MESSAGE");
            // journalctl gives bytes where a message is not plain text.
            string text = message.ValueKind == JsonValueKind.String
                ? message.GetString()!
                : System.Text.Encoding.UTF8.GetString([.. message.EnumerateArray().Select(value => value.GetByte())]);
            entries.Add((int.Parse(entry.RootElement.GetProperty("PRIORITY").GetString()!, System.Globalization.CultureInfo.InvariantCulture), text));
        }

        return entries;
    }
}
