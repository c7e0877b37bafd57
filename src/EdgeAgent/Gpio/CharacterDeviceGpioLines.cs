using System.Globalization;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>Lends GPIO lines by the kernel's character devices, version 2 of their interface (Linux 5.10 and newer).</summary>
/// <remarks>Numbers of chips change with kernels and boards; labels and the names of lines do not, so prefer those.</remarks>
internal sealed class CharacterDeviceGpioLines(IGpioKernel kernel) : IGpioLines, IGpioInputLines
{
    public CharacterDeviceGpioLines()
        : this(new GpioKernel())
    {
    }

    public IGpioOutput RequestOutput(GpioOutputRequest request) =>
        Request<IGpioOutput>(request.Chip, request.Line, (chip, line) => chip.RequestOutput(line, request));

    public IGpioInput RequestInput(GpioInputRequest request) =>
        Request<IGpioInput>(request.Chip, request.Line, (chip, line) => chip.RequestInput(line, request));

    private T Request<T>(string? wantedChip, string wantedLine, Func<GpioChipDevice, uint, T> take)
    {
        var chips = new List<GpioChipDevice>();
        try
        {
            List<string> refusals = OpenAll(wantedChip, chips);
            if (wantedChip is not null)
                KeepChosen(chips, wantedChip, refusals);
            (GpioChipDevice chip, uint line) = FindLine(chips, wantedChip, wantedLine, refusals);
            return take(chip, line);
        }
        finally
        {
            chips.ForEach(chip => chip.Dispose());
        }
    }

    private static string Describe(IEnumerable<GpioChipDevice> chips)
    {
        string[] words = [.. chips.Select(chip => $"{chip.Name} ({chip.Label}, {chip.LineCount} lines)")];
        return words.Length == 0 ? "no chip that can be opened" : string.Join(", ", words);
    }

    private static string Also(List<string> refusals) => refusals.Count == 0 ? "" : " " + string.Join(' ', refusals);

    /// <summary>Leaves only the chip that the request names.</summary>
    private static void KeepChosen(List<GpioChipDevice> chips, string wanted, List<string> refusals)
    {
        List<GpioChipDevice> chosen = chips.FindAll(chip => chip.Path == wanted);
        if (chosen.Count == 0)
            chosen = chips.FindAll(chip => chip.Name == wanted);
        if (chosen.Count == 0)
            chosen = chips.FindAll(chip => chip.Label == wanted);
        switch (chosen.Count)
        {
            case 0:
                throw new GpioException($"There is no GPIO chip “{wanted}”; this machine has {Describe(chips)}.{Also(refusals)}");
            case > 1:
                throw new GpioException(
                    $"Several GPIO chips are labelled “{wanted}”: {Describe(chosen)}; give the name of the line and no chip, or the chip's path.");
        }

        foreach (GpioChipDevice other in chips.Where(chip => chip != chosen[0]))
            other.Dispose();
        chips.RemoveAll(chip => chip != chosen[0]);
    }

    private static (GpioChipDevice Chip, uint Line) FindLine(List<GpioChipDevice> chips, string? wantedChip, string wantedLine, List<string> refusals)
    {
        (GpioChipDevice Chip, uint Line)[] found = [.. chips.SelectMany(chip => chip.FindLines(wantedLine).Select(line => (chip, line)))];
        if (found.Length == 1)
            return found[0];
        if (found.Length > 1)
        {
            string places = string.Join(", ", found.Select(place => $"{place.Chip.Name} ({place.Chip.Label}) line {place.Line}"));
            throw new GpioException($"Several GPIO lines are named “{wantedLine}”: {places}; give the chip and the line's number.");
        }

        if (!uint.TryParse(wantedLine, NumberStyles.None, CultureInfo.InvariantCulture, out uint offset))
            throw new GpioException($"No GPIO line is named “{wantedLine}”{(wantedChip is null ? "" : $" on {chips[0].Label}")}; "
                + $"this machine has {Describe(chips)}.{Also(refusals)}");
        if (wantedChip is null)
            throw new GpioException($"GPIO line {offset} is given by number without its chip; this machine has {Describe(chips)}.{Also(refusals)}");
        if (offset >= chips[0].LineCount)
            throw new GpioException($"{chips[0].Label} has no line {offset}; its lines are 0 to {(long)chips[0].LineCount - 1}.");
        return (chips[0], offset);
    }

    /// <summary>Opens every chip once, or only the one whose path the request gives.</summary>
    /// <returns>A sentence for each chip that could not be opened.</returns>
    private List<string> OpenAll(string? wantedChip, List<GpioChipDevice> chips)
    {
        bool byPath = wantedChip?.StartsWith('/') == true;
        IEnumerable<string> paths = byPath ? [wantedChip!] : kernel.ListChips().Order(StringComparer.Ordinal);
        var refusals = new List<string>();
        foreach (string path in paths)
        {
            if (GpioChipDevice.Open(kernel, path, out int errno) is not { } chip)
                refusals.Add(Refusal(path, errno));
            else if (chips.Exists(other => other.Name == chip.Name))
                chip.Dispose();
            else
                chips.Add(chip);
        }

        // A path that does not open is best answered with the paths that there are.
        if (byPath && chips.Count == 0)
            throw new GpioException(
                $"{refusals[0]} There are: {(kernel.ListChips() is { Count: > 0 } all ? string.Join(", ", all.Order(StringComparer.Ordinal)) : "none")}.");
        return refusals;
    }

    private string Refusal(string path, int errno) => errno switch
    {
        Errno.ENOENT => $"There is no {path}.",
        Errno.EPERM or Errno.EACCES => kernel.GroupOf(path) switch
        {
            null => $"{path} may not be opened; run as a member of the group that owns it.",
            "root" => $"{path} may not be opened: it belongs to root alone; let a udev rule give it to a group (SUBSYSTEM==\"gpio\", GROUP=\"gpio\", "
                + "MODE=\"0660\") and run as a member.",
            var group => $"{path} may not be opened; run as a member of its group “{group}” (for a user: sudo usermod -aG {group} USER, then log in again).",
        },
        Errno.ENOTTY or Errno.EINVAL => $"{path} is no GPIO chip.",
        _ => $"{path} cannot be opened: {Errno.Describe(errno)}.",
    };
}
