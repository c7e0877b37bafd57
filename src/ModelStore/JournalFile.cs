using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeVision.ModelStore;

/// <summary><c>journal.json</c> of a store: the old or the new one, whatever ended the process or the power. One process writes it, others may read.</summary>
public sealed class JournalFile
{
    /// <summary>More is no journal.</summary>
    internal const int MaxBytes = 256 << 10;

    // Addresses and messages are for people to read, and the file is no web page.
    private static readonly JournalJsonContext s_json = new(new JsonSerializerOptions(JournalJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private readonly IDisk _disk;
    private readonly string _folder;
    private readonly string _path;

    /// <summary>The journal of a store.</summary>
    /// <param name="folder">The store's folder.</param>
    public JournalFile(string folder)
        : this(folder, LinuxDisk.Instance)
    {
    }

    internal JournalFile(string folder, IDisk disk)
    {
        _folder = Path.GetFullPath(folder);
        _path = Path.Combine(_folder, "journal.json");
        _disk = disk;
    }

    /// <summary>Reads it; none counts as empty. A damaged one counts as empty as well, and is set aside.</summary>
    /// <param name="damage">A sentence to tell of a damaged one.</param>
    /// <exception cref="UpdateException">There is one, and it cannot be read.</exception>
    public UpdateJournal Read(out string? damage)
    {
        damage = null;
        try
        {
            if (SmallFile.TryRead(_path, MaxBytes) is not { } bytes)
                return UpdateJournal.Empty;
            if (TryParse(bytes, out string problem) is { } journal)
                return journal;

            damage = SetAside(problem);
            return UpdateJournal.Empty;
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(exception, _folder);
        }
    }

    /// <summary>Replaces it. Nothing is written where it says the same already.</summary>
    /// <exception cref="UpdateException">It cannot be written, and is the old one.</exception>
    public void Write(UpdateJournal journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(new JournalDocument(JournalDocument.Written, journal), s_json.JournalDocument);
        if (bytes.Length > MaxBytes)
            throw new ArgumentException($"A journal of {bytes.Length} bytes could not be read again; it has at most {MaxBytes}.", nameof(journal));

        try
        {
            SmallFile.Write(_disk, _path, bytes);
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(exception, _folder);
        }
    }

    private static UpdateJournal? TryParse(byte[] bytes, out string problem)
    {
        if (bytes.Length > MaxBytes)
        {
            problem = $"it has more than {MaxBytes} bytes";
            return null;
        }

        try
        {
            JournalDocument? document = JsonSerializer.Deserialize(bytes, s_json.JournalDocument);
            problem = document is null ? "it holds nothing" : $"its schema is '{Shown(document.Schema)}', and this version reads {JournalDocument.Written}";
            if (document?.Schema != JournalDocument.Written)
                return null;

            problem = "a place of a list in it is empty";
            UpdateJournal journal = Completed(document.Journal);
            return journal.Sequences.Contains(null!) || journal.Refused.Contains(null!) || journal.Desired.ContainsValue(null!) ? null : journal;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            problem = $"it is no journal ({exception.Message.TrimEnd('.')})";
            return null;
        }
    }

    /// <summary>Lists that are not in the JSON are empty: the generated reader leaves what is set once without a value.</summary>
    private static UpdateJournal Completed(UpdateJournal journal) => journal with
    {
        Desired = journal.Desired ?? ImmutableSortedDictionary<string, string>.Empty,
        Sequences = journal.Sequences.IsDefault ? [] : journal.Sequences,
        Refused = journal.Refused.IsDefault ? [] : journal.Refused,
        Candidate = journal.Candidate is { } candidate
            ? candidate with { Seconds = candidate.Seconds ?? ImmutableSortedDictionary<UpdateStep, double>.Empty }
            : null,
    };

    private static string Shown(string text) => new([.. text.Take(40).Select(static c => c is >= ' ' and <= '~' ? c : '?')]);

    private string SetAside(string problem)
    {
        string aside = _path + ".damaged";
        string found = $"{_path}: {problem}; what this board knew of its models is lost, and it begins anew";
        try
        {
            _disk.Move(_path, aside);
            _disk.Sync(_folder);
            return $"{found}. The file is now {aside}.";
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            return $"{found}. The file cannot be set aside ({exception.Message.TrimEnd('.')}).";
        }
    }
}
