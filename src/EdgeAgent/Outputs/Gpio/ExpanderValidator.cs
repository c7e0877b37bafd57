using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Expanders;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>
/// Whether lines of expanders can be: each chip at an address that its kind has, one kind at one address, and no line twice. Tolerates the holes that binding
/// errors leave.
/// </summary>
/// <param name="report">Takes the JSON path of a setting and what is wrong with it.</param>
internal sealed class ExpanderValidator(IReadOnlyList<OutputOptions> outputs, Action<string, string> report)
{
    /// <summary>Reports every broken rule.</summary>
    public void Validate()
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            OutputOptions output = outputs[i];
            string path = $"$.outputs[{i}]";
            if (output.Expander is { } kind)
            {
                CheckExpander(output, kind, path, i);
            }
            else
            {
                const string Stray = "is for the expanders on an I²C bus; leave it out, or name the driver, for example \"pcf8574\".";
                Forbid(output.Bus, $"{path}.bus", Stray);
                Forbid(output.Address, $"{path}.address", Stray);
            }
        }
    }

    private void CheckExpander(OutputOptions output, ExpanderKind kind, string path, int index)
    {
        string driver = kind.ToString().ToLowerInvariant();
        Forbid(output.Chip, $"{path}.chip", $"is not a setting of driver {driver}, whose chip is found by bus and address; leave it out.");
        if (output.Bus is null)
            report($"{path}.bus", $"is missing; a {driver} needs its I²C bus, for example \"/dev/i2c-1\".");
        string range = kind == ExpanderKind.Pcf8574 ? "\"0x20\" to \"0x27\", a PCF8574A \"0x38\" to \"0x3f\"" : "\"0x20\" to \"0x27\"";
        if (output.Address is null)
            report($"{path}.address", $"is missing; a {driver} listens at {range}, as i2cdetect shows.");
        else if (!ExpanderAddress.CanBe(kind, I2cBusPath.ParseAddress(output.Address)))
            report($"{path}.address", $"\"{output.Address}\" is no address of a {driver}; it listens at {range}, as i2cdetect shows.");

        ExpanderAddress address = output.ToRequest().Expander!;
        if (output.Line is null || address.LineOf(output.Line) < 0)
            report(
                $"{path}.line",
                $"{(output.Line is null ? "is missing" : $"\"{output.Line}\" is none")}; the lines of a {driver} are \"0\" to \"{address.LineCount - 1}\".");
        if (output.Bus is not null && output.Address is not null)
            CheckNeighbours(output, address, path, index);
    }

    private void CheckNeighbours(OutputOptions output, ExpanderAddress address, string path, int index)
    {
        for (int other = 0; other < index; other++)
        {
            OutputOptions earlier = outputs[other];
            if (earlier is not { Bus: not null, Address: not null } || earlier.ToRequest().Expander is not { } place)
                continue;
            if (place.Bus != address.Bus || place.Address != address.Address)
                continue;
            if (place.Kind != address.Kind)
            {
                report($"{path}.driver", $"outputs[{other}] says that another chip listens at {output.Address} on {address.Bus}; it is one or the other.");
                return;
            }

            if (output.Line is not null && place.LineOf(earlier.Line ?? "") == address.LineOf(output.Line))
                report($"{path}.line", $"\"{output.Line}\" is already driven by outputs[{other}]; one line can follow one rule only.");
        }
    }

    private void Forbid(string? value, string path, string message)
    {
        if (value is not null)
            report(path, message);
    }
}
