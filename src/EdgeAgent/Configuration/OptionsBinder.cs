using System.Collections;
using System.Globalization;
using System.Reflection;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Nodes to options objects by their property types and range attributes; goes on after an error, so that one run finds them all.</summary>
internal sealed class OptionsBinder(List<ConfigurationFinding> errors)
{
    private readonly Dictionary<string, ConfigurationOrigin> _origins = new(StringComparer.Ordinal);

    /// <summary>An options object. What could not be bound keeps its default (a required one: null or 0), with an error added.</summary>
    public T Bind<T>(ConfigurationNode node)
        where T : class => (T)BindSection(typeof(T), node, "$");

    /// <summary>Where the setting, or the nearest one around it, was written.</summary>
    public ConfigurationOrigin OriginOf(string path)
    {
        for (; ; path = path[..Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['))])
        {
            if (_origins.TryGetValue(path, out ConfigurationOrigin origin) || path == "$")
                return origin;
        }
    }

    private object BindSection(Type type, ConfigurationNode node, string path)
    {
        _origins[path] = node.Origin;
        object section = Activator.CreateInstance(type)!;
        if (node.Kind != ConfigurationNodeKind.Object)
        {
            Report(node, path, $"{node} is not an object; write {{ \"key\": value }}.");
            return section;
        }

        IReadOnlyList<Setting> settings = Setting.Of(type);
        foreach ((string name, ConfigurationNode value) in node.Members)
        {
            Setting? setting = settings.FirstOrDefault(setting => setting.Name == name);
            if (setting is not null)
                BindSetting(section, setting, value, $"{path}.{name}");
            else if (!(path == "$" && name == "$schema"))
                Report(value, $"{path}.{name}", $"is not a setting; {NearestName.Suggest(name, [.. settings.Select(known => known.Name)])}");
        }

        foreach (Setting missing in settings.Where(setting => setting.IsRequired && !node.Members.Exists(member => member.Key == setting.Name)))
            Report(node, $"{path}.{missing.Name}", "is missing; it has no default.");

        return section;
    }

    private void BindSetting(object section, Setting setting, ConfigurationNode node, string path)
    {
        _origins[path] = node.Origin;
        if (node.Kind == ConfigurationNodeKind.Null && !setting.IsRequired)
        {
            if (IsNullable(setting.Property))
                setting.Property.SetValue(section, null);
            else
                Report(node, path, "null is not a value; leave the setting out to have its default.");
            return;
        }

        if (setting.IsAutomatic && node is { Kind: ConfigurationNodeKind.String or ConfigurationNodeKind.Override, Text: AutomaticAttribute.Spelling })
        {
            setting.Property.SetValue(section, null);
            return;
        }

        object? value = BindValue(setting.Type, setting, node, path);
        if (value is not null && IsAllowed(setting, value, node, path))
            setting.Property.SetValue(section, value);
    }

    private object? BindValue(Type type, Setting setting, ConfigurationNode node, string path)
    {
        if (Setting.ElementOf(type) is Type element)
            return BindList(element, setting, node, path);

        if (Setting.ShorthandOf(type) is { } shorthand && Structure(node) is { Kind: ConfigurationNodeKind.String or ConfigurationNodeKind.Override } text)
        {
            object section = Activator.CreateInstance(type)!;
            if (BindValue(typeof(string), shorthand, text, path) is not { } value)
                return null;
            shorthand.Property.SetValue(section, value);
            return section;
        }

        if (Setting.IsSection(type))
            return Structure(node) is ConfigurationNode structure ? BindSection(type, structure, path) : null;

        if (type == typeof(ZoneCorner))
            return ZoneCornerText.Read(node, out string error) is { } corner ? (object)corner : Refuse(node, path, error);

        bool isText = node.Kind is ConfigurationNodeKind.String or ConfigurationNodeKind.Override;
        bool isNumber = node.Kind is ConfigurationNodeKind.Number or ConfigurationNodeKind.Override;
        string shown = setting.IsSecret ? "the value" : node.ToString();
        if (type == typeof(string))
            return isText ? BindText(setting, node, path, shown) : Refuse(node, path, $"{shown} is not a string; put it in quotes.");

        if (type == typeof(bool))
        {
            bool isBoolean = node.Kind is ConfigurationNodeKind.Boolean or ConfigurationNodeKind.Override;
            return isBoolean && bool.TryParse(node.Text, out bool flag)
                ? flag
                : Refuse(node, path, $"{shown} is neither true nor false; write one of them, without quotes.");
        }

        if (type == typeof(int))
        {
            return isNumber && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                ? number : Refuse(node, path, $"{shown} is not a whole number{WayOut(setting)}");
        }

        if (type == typeof(float) || type == typeof(double))
        {
            return isNumber && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                ? Convert.ChangeType(number, type, CultureInfo.InvariantCulture) : Refuse(node, path, $"{shown} is not a number{WayOut(setting)}");
        }

        if (type == typeof(TimeSpan))
            return isText && Duration.TryParse(node.Text, out TimeSpan duration)
                ? duration
                : Refuse(node, path, $"{shown} is not a time; write a number and its unit (ms, s, m, h, d), for example \"2s\".");

        IReadOnlyDictionary<string, object> names = Setting.NamesOf(type);
        string? hint = type == typeof(CameraKind) ? CameraKindHint.For(node.Text) : null;
        return isText && names.TryGetValue(node.Text, out object? member)
            ? member
            : Refuse(node, path, $"{shown} is not known here; {hint ?? NearestName.Suggest(node.Text, [.. names.Keys])}");
    }

    private object? BindText(Setting setting, ConfigurationNode node, string path, string shown)
    {
        if (node.Text.Length < setting.MinimumLength)
            return Refuse(node, path, "is empty; give it a value or leave it out.");

        // A user and password in front of a host are nobody else's business.
        if (setting.Text == TextKind.BrokerHost && node.Text.Contains('@', StringComparison.Ordinal))
            shown = "the value";
        return TextCheck.FindError(setting.Text, node.Text) is string error ? Refuse(node, path, $"{shown} {error}") : node.Text;
    }

    private object? BindList(Type element, Setting setting, ConfigurationNode node, string path)
    {
        if (Structure(node) is not ConfigurationNode structure)
            return null;

        if (structure.Kind == ConfigurationNodeKind.Override)
        {
            var split = new ConfigurationNode(ConfigurationNodeKind.Array, node.Origin);
            split.Items.AddRange(node.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(part => new ConfigurationNode(ConfigurationNodeKind.Override, node.Origin, part)));
            structure = split;
        }

        if (structure.Kind != ConfigurationNodeKind.Array)
            return Refuse(node, path, $"{node} is not a list; write [ … ].");

        var values = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        for (int i = 0; i < structure.Items.Count; i++)
        {
            string itemPath = $"{path}[{i}]";
            _origins[itemPath] = structure.Items[i].Origin;
            if (BindValue(element, setting, structure.Items[i], itemPath) is object value)
                values.Add(value);
        }

        return values;
    }

    /// <summary>An override that looks like JSON becomes what it says; anything else stays as it is.</summary>
    private ConfigurationNode? Structure(ConfigurationNode node) =>
        node.Kind == ConfigurationNodeKind.Override && node.Text.AsSpan().TrimStart() is ['[' or '{', ..]
            ? ConfigurationReader.Read(System.Text.Encoding.UTF8.GetBytes(node.Text), node.Origin.Name, firstLine: 0, errors)
            : node;

    private bool IsAllowed(Setting setting, object value, ConfigurationNode node, string path)
    {
        if (setting.Range is null || setting.Range.IsValid(Comparable(value, setting)))
            return true;

        Report(node, path, $"{node} is out of range{WayOut(setting)}");
        return false;
    }

    // 0.3f widened to double is not 0.3, so a float is compared by the decimal digits a person wrote.
    private static object Comparable(object value, Setting setting) =>
        value is float number && setting.Range!.OperandType == typeof(double)
            ? double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : value;

    private static string WayOut(Setting setting)
    {
        if (setting.Range is null)
            return "; write a number without quotes.";

        string automatic = setting.IsAutomatic ? $", or \"{AutomaticAttribute.Spelling}\"" : "";
        return $"; use {Bound(setting.Range.Minimum)} to {Bound(setting.Range.Maximum)}{automatic}.";

        // Text until the range has been asked for the first time, a time afterwards.
        string Bound(object bound) => setting.Type == typeof(TimeSpan)
            ? $"\"{Duration.Format(bound as TimeSpan? ?? TimeSpan.Parse((string)bound, CultureInfo.InvariantCulture))}\""
            : Convert.ToString(bound, CultureInfo.InvariantCulture)!;
    }

    private static bool IsNullable(PropertyInfo property) => new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    private object? Refuse(ConfigurationNode node, string path, string message)
    {
        Report(node, path, message);
        return null;
    }

    private void Report(ConfigurationNode node, string path, string message) => errors.Add(new(node.Origin, path, message));
}
