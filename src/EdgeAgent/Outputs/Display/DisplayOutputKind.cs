using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Outputs.Display;

/// <summary>A small display for whoever stands in front of the box: <c>display</c>.</summary>
internal sealed class DisplayOutputKind(DisplayOptions display) : IOutputKind
{
    public void Validate(OutputNeighbours neighbours, Action<string, string> report)
    {
        // What could not be bound has been reported.
        if (display.Bus is null)
            return;

        int address = display.AddressNumber;
        bool canBe = display.IsCharacter ? ExpanderAddress.CanBe(ExpanderKind.Pcf8574, address) : address is 0x3c or 0x3d;
        if (canBe)
            return;

        string range = display.IsCharacter ? "\"0x20\" to \"0x27\" or \"0x38\" to \"0x3f\"" : "\"0x3c\" or \"0x3d\"";
        report("$.display.address", $"\"{display.Address}\" is no address of this kind of display; it listens at {range}, as i2cdetect shows.");
    }

    public void Check(OutputNeighbours neighbours, IFindings findings, Wiring wiring) => wiring.CheckBus(display.Bus, "$.display.bus");

    public IOutput Make(OutputSurroundings surroundings) => new DisplayOutput(display, surroundings);
}
