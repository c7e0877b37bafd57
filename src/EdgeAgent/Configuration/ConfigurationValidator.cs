using System.Globalization;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Inputs;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>The rules between settings; what a single setting may be, its type and attributes say. Tolerates the holes that binding errors leave.</summary>
/// <param name="hostName">What the box is called where the options do not say.</param>
/// <param name="report">Takes the JSON path of a setting and what is wrong with it.</param>
internal sealed class ConfigurationValidator(EdgeVisionOptions options, string hostName, Action<string, string> report)
{
    private const int MostCorners = 256;

    /// <summary>Reports every broken rule.</summary>
    public void Validate()
    {
        if (options.Cameras.Count == 0)
            Report("$.cameras", "is empty; name at least one camera.");

        if (options.Device is null && TextCheck.FindError(TextKind.TopicLevel, hostName) is string error)
            Report("$.device", $"is missing, and the host's name, \"{hostName}\", {error.TrimEnd('.')}. Set a name here.");
        ValidateNames("cameras", [.. options.Cameras.Select(camera => camera.Name)]);
        ValidateNames("rules", [.. options.Rules.Select(rule => rule.Name)]);
        ValidateNames("inputs", [.. options.Inputs.Select(input => input.Name)]);
        ValidateNames("outputs", [.. options.Outputs.Select(output => output.Name)]);
        for (int i = 0; i < options.Cameras.Count; i++)
            ValidateCamera(options.Cameras[i], $"$.cameras[{i}]");
        ValidateDevices();
        for (int i = 0; i < options.Rules.Count; i++)
            ValidateRule(options.Rules[i], $"$.rules[{i}]");
        for (int i = 0; i < options.Inputs.Count; i++)
            ValidateInput(options.Inputs[i], i);
        new ModelUpdateValidator(options.Inference.Model, options.ModelUpdates, report).Validate();
        OutputNeighbours neighbours = OutputKinds.Neighbours(options, options.Device ?? hostName);
        foreach (IOutputKind output in OutputKinds.Of(options))
            output.Validate(neighbours, report);
        ValidateOutputLines();
        ValidateDisplayAddress();
    }

    private void ValidateNames(string list, IReadOnlyList<string?> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            int first = 0;
            while (names[first] != names[i])
                first++;
            if (names[i] is not null && first < i)
                Report($"$.{list}[{i}].name", $"\"{names[i]}\" is already the name of {list}[{first}]; names must differ.");
        }
    }

    /// <summary>Only names that are the same; what two different names lead to is known on the machine alone.</summary>
    private void ValidateDevices()
    {
        for (int i = 0; i < options.Cameras.Count; i++)
        {
            CameraOptions camera = options.Cameras[i];
            int first = 0;
            while (first < i && (options.Cameras[first].Kind != CameraKind.V4L2 || options.Cameras[first].Device != camera.Device))
                first++;
            if (first < i && camera is { Kind: CameraKind.V4L2, Device: not null })
                Report($"$.cameras[{i}].device", $"\"{camera.Device}\" is already the device of cameras[{first}]; one camera can be opened only once.");
        }
    }

    private void ValidateCamera(CameraOptions camera, string path)
    {
        if (camera.Name is "status")
            Report($"{path}.name", "\"status\" is the device's own topic; choose another name.");

        ICameraKind? kind = CameraKinds.Find(camera.Kind);
        if (kind is not null)
        {
            kind.Validate(camera, path, report);
            foreach (string setting in CameraKinds.Foreign(camera, kind))
                Report($"{path}.{setting}", $"is not a setting of a {Setting.NameOf(camera.Kind)} camera; leave it out.");
        }

        ValidateCondition(camera.When, path);
        if (camera.Width is null != camera.Height is null && kind?.Settings.Contains("width") != false)
            Report(camera.Width is null ? $"{path}.width" : $"{path}.height", "is missing; width and height go together.");
        if (camera.Width % 2 == 1 && camera.Format is not (null or PixelFormat.Grey or PixelFormat.Rgb24 or PixelFormat.Bgr24 or PixelFormat.Jpeg))
            Report($"{path}.width", $"{camera.Width} is odd, and two pixels share their colour in this format; use an even width.");
    }

    private void ValidateRule(RuleOptions rule, string path)
    {
        string?[] known = [.. options.Cameras.Select(camera => camera.Name)];
        for (int i = 0; i < rule.Cameras.Count; i++)
        {
            if (!known.Contains(null) && !known.Contains(rule.Cameras[i]))
                Report($"{path}.cameras[{i}]", $"there is no camera \"{rule.Cameras[i]}\"; {NearestName.Suggest(rule.Cameras[i], known!)}");
        }

        ValidateCondition(rule.When, path);
        if (rule.StartFrames > rule.StartWindow)
            Report($"{path}.startFrames", $"{rule.StartFrames} of {rule.StartWindow} frames can never be; use at most startWindow.");
        if (rule.Zone.Count is 1 or 2)
            Report($"{path}.zone", $"has {rule.Zone.Count} corners; a zone needs at least 3.");
        else if (rule.Zone.Count is > 3 and <= MostCorners && ZoneOutline.FindCrossing(rule.Zone) is (int one, int other))
            Report(
                $"{path}.zone", $"crosses itself: {EdgeOf(rule.Zone, one)} and {EdgeOf(rule.Zone, other)}; name the corners in their order around the area.");
        else if (rule.Zone.Count > 0 && !Zone.HasArea(rule.Zone))
            Report($"{path}.zone", "has no area, so nothing can be inside; move a corner off the line.");
        else if (rule.Zone.Count > MostCorners)
            Report($"{path}.zone", $"has {rule.Zone.Count} corners; use at most {MostCorners}.");
    }

    private void ValidateCondition(string? input, string path)
    {
        string?[] known = [.. options.Inputs.Select(known => known.Name)];
        if (input is not null && !known.Contains(null) && !known.Contains(input))
            Report($"{path}.when", $"there is no input \"{input}\"; {NearestName.Suggest(input, known!)}");
    }

    private void ValidateInput(InputOptions input, int index)
    {
        string path = $"$.inputs[{index}]";
        if (input.Driver == InputDriver.Simulated)
            return;

        input.LineName.Validate(path, "an input", report);
        int other = options.Inputs.Take(index).ToList().FindIndex(earlier => earlier.Driver == input.Driver && input.LineName.MayBe(earlier.LineName));
        if (other >= 0)
            Report($"{path}.line", $"\"{input.Line}\" is already listened to by inputs[{other}]; one input can serve any number of cameras and rules.");
    }

    private void ValidateOutputLines()
    {
        for (int i = 0; i < options.Outputs.Count; i++)
        {
            OutputOptions output = options.Outputs[i];
            if (output.Driver != OutputDriver.CharacterDevice)
                continue;

            int input = options.Inputs.ToList().FindIndex(input => input.Driver == InputDriver.CharacterDevice && input.LineName.MayBe(output.LineName));
            if (input >= 0)
                Report($"$.outputs[{i}].line", $"\"{output.Line}\" is already listened to by inputs[{input}]; a line is an input or an output.");
        }
    }

    /// <summary>What a display is told would switch relays that listen at its address.</summary>
    private void ValidateDisplayAddress()
    {
        if (options.Display is not { Bus: not null } display)
            return;

        for (int i = 0; i < options.Outputs.Count; i++)
        {
            if (options.Outputs[i] is not { Bus: not null, Address: not null } output || output.ToRequest().Expander is not { } place)
                continue;
            if (place.Bus != display.BusPath || place.Address != display.AddressNumber)
                continue;

            Report("$.display.address", $"0x{display.AddressNumber:x2} on {display.BusPath} is the chip of outputs[{i}]; they must differ.");
            return;
        }
    }

    private static string EdgeOf(IReadOnlyList<ZoneCorner> zone, int edge)
    {
        (ZoneCorner from, ZoneCorner to) = (zone[edge], zone[(edge + 1) % zone.Count]);
        return string.Create(CultureInfo.InvariantCulture, $"the edge from [{from.X}, {from.Y}] to [{to.X}, {to.Y}]");
    }

    private void Report(string path, string message) => report(path, message);
}
