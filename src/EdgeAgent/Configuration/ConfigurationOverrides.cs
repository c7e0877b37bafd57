using System.Globalization;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>
/// Writes single values from the environment or the command line into the nodes of the file: <c>mqtt:host</c>, <c>cameras:0:width</c>, case ignored.
/// </summary>
internal sealed class ConfigurationOverrides(ConfigurationNode root, List<ConfigurationFinding> errors)
{
    /// <summary>Sets what <paramref name="key"/> names; sections and the next element of a list come into being as needed.</summary>
    public void Set(string key, string value, ConfigurationOrigin origin)
    {
        if (!key.Contains(':', StringComparison.Ordinal) && key.IndexOfAny(['.', '[']) >= 0)
        {
            errors.Add(new(origin, $"$.{key}", $"is not a setting; levels are separated by colons here, so write {WithColons(key)}."));
            return;
        }

        ConfigurationNode node = root;
        Type type = typeof(EdgeVisionOptions);
        string path = "$";
        string[] segments = key.Split(':');
        for (int i = 0; i < segments.Length; i++)
        {
            bool isLast = i == segments.Length - 1;
            Type? element = Setting.ElementOf(type);
            Slot? slot = element is not null ? Element(node, element, segments[i], path, origin) : Member(node, type, segments[i], path, origin);
            if (slot is null)
                return;

            (type, path) = (slot.Type, slot.Path);
            bool isLeaf = Setting.ElementOf(type) is null && !Setting.IsSection(type);
            if (!isLast && isLeaf)
            {
                errors.Add(new(origin, $"{path}.{segments[i + 1]}", $"is not a setting; {path} has none of its own."));
                return;
            }

            if (isLast)
                slot.Put(new(ConfigurationNodeKind.Override, origin, value));
            else
                node = Open(slot, origin);
        }
    }

    /// <summary><c>$.cameras[0].fps</c> to <c>cameras:0:fps</c>.</summary>
    private static string WithColons(string key) =>
        string.Join(':', key.Split(['.', '[', ']', '$'], StringSplitOptions.RemoveEmptyEntries));

    private static ConfigurationNode Open(Slot slot, ConfigurationOrigin origin)
    {
        ConfigurationNodeKind wanted = Setting.ElementOf(slot.Type) is null ? ConfigurationNodeKind.Object : ConfigurationNodeKind.Array;
        if (slot.Present is { } present && present.Kind == wanted)
            return present;

        var opened = new ConfigurationNode(wanted, origin);
        slot.Put(opened);
        return opened;
    }

    private Slot? Member(ConfigurationNode node, Type type, string segment, string path, ConfigurationOrigin origin)
    {
        IReadOnlyList<Setting> settings = Setting.IsSection(type) ? Setting.Of(type) : [];
        Setting? setting = settings.FirstOrDefault(setting => setting.Name.Equals(segment, StringComparison.OrdinalIgnoreCase));
        if (setting is null)
        {
            errors.Add(new(origin, $"{path}.{segment}", $"is not a setting; {NearestName.Suggest(segment, [.. settings.Select(known => known.Name)])}"));
            return null;
        }

        int index = node.Members.FindIndex(member => member.Key == setting.Name);
        return new Slot(setting.Type, $"{path}.{setting.Name}", index < 0 ? null : node.Members[index].Value, value =>
        {
            if (index < 0)
                node.Members.Add(new(setting.Name, value));
            else
                node.Members[index] = new(setting.Name, value);
        });
    }

    private Slot? Element(ConfigurationNode node, Type element, string segment, string path, ConfigurationOrigin origin)
    {
        if (!int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index > node.Items.Count)
        {
            errors.Add(new(origin, $"{path}[{segment}]", $"is not an element; the list has {node.Items.Count}, so use a number from 0 to {node.Items.Count}."));
            return null;
        }

        return new Slot(element, $"{path}[{index}]", index < node.Items.Count ? node.Items[index] : null, value =>
        {
            if (index < node.Items.Count)
                node.Items[index] = value;
            else
                node.Items.Add(value);
        });
    }

    private sealed record Slot(Type Type, string Path, ConfigurationNode? Present, Action<ConfigurationNode> Put);
}
