using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Writes the configuration's JSON Schema (draft 2020-12) from the options types, their attributes, defaults and documentation.</summary>
internal sealed class ConfigurationSchema
{
    private readonly OptionsDocumentation _documentation = OptionsDocumentation.Load();
    private readonly Utf8JsonWriter _json;

    private ConfigurationSchema(Utf8JsonWriter json) => _json = json;

    /// <summary>Writes the whole schema, indented, UTF-8.</summary>
    public static void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "EdgeVision configuration");
        new ConfigurationSchema(json).WriteSection(typeof(EdgeVisionOptions));
        json.WriteEndObject();
    }

    private void WriteSection(Type type)
    {
        IReadOnlyList<Setting> settings = Setting.Of(type);
        object defaults = Activator.CreateInstance(type)!;
        if (Setting.ShorthandOf(type) is { } shorthand)
        {
            // What is said of the one does not concern the other.
            WriteEither("string", "object");
            WriteTextRules(shorthand);
        }
        else
        {
            _json.WriteString("type", "object");
        }

        _json.WriteStartObject("properties");
        if (type == typeof(EdgeVisionOptions))
        {
            _json.WriteStartObject("$schema");
            _json.WriteString("type", "string");
            _json.WriteEndObject();
        }

        foreach (Setting setting in settings)
        {
            _json.WriteStartObject(setting.Name);
            if (_documentation.SummaryOf(setting.Property) is string summary)
                _json.WriteString("description", summary);
            WriteType(setting.Type, setting);
            WriteDefault(setting, setting.Property.GetValue(defaults));
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        string[] required = [.. settings.Where(setting => setting.IsRequired).Select(setting => setting.Name)];
        if (type == typeof(EdgeVisionOptions))
            required = ["cameras"];
        if (required.Length > 0)
        {
            _json.WriteStartArray("required");
            foreach (string name in required)
                _json.WriteStringValue(name);
            _json.WriteEndArray();
        }

        _json.WriteBoolean("additionalProperties", false);
    }

    private void WriteType(Type type, Setting setting)
    {
        if (Setting.ElementOf(type) is Type element)
        {
            _json.WriteString("type", "array");
            _json.WriteStartObject("items");
            WriteType(element, setting);
            _json.WriteEndObject();
        }
        else if (Setting.IsSection(type))
            WriteSection(type);
        else if (type == typeof(ZoneCorner))
            WriteCorner();
        else if (type == typeof(string))
            WriteString(setting);
        else if (type == typeof(bool))
            _json.WriteString("type", "boolean");
        else if (type == typeof(TimeSpan))
        {
            _json.WriteString("type", "string");
            _json.WriteString("pattern", Duration.Pattern);
        }
        else if (type.IsEnum)
            WriteNames(type);
        else
            WriteNumber(type, setting);
    }

    private void WriteString(Setting setting)
    {
        _json.WriteString("type", "string");
        WriteTextRules(setting);
    }

    private void WriteEither(string one, string other)
    {
        _json.WriteStartArray("type");
        _json.WriteStringValue(one);
        _json.WriteStringValue(other);
        _json.WriteEndArray();
    }

    private void WriteTextRules(Setting setting)
    {
        if (setting.Pattern is not null)
            _json.WriteString("pattern", setting.Pattern);
        if (setting.MinimumLength > 0)
            _json.WriteNumber("minLength", setting.MinimumLength);
    }

    private void WriteNames(Type enumeration)
    {
        _json.WriteStartArray("enum");
        foreach (string name in Setting.NamesOf(enumeration).Keys)
            _json.WriteStringValue(name);
        _json.WriteEndArray();
    }

    private void WriteNumber(Type type, Setting setting)
    {
        string number = type == typeof(int) ? "integer" : "number";
        if (setting.IsAutomatic)
        {
            WriteEither(number, "string");
            _json.WriteString("pattern", $"^{AutomaticAttribute.Spelling}$");
        }
        else
        {
            _json.WriteString("type", number);
        }

        if (setting.Range is null)
            return;

        _json.WriteNumber("minimum", Convert.ToDecimal(setting.Range.Minimum, CultureInfo.InvariantCulture));
        _json.WriteNumber("maximum", Convert.ToDecimal(setting.Range.Maximum, CultureInfo.InvariantCulture));
    }

    private void WriteCorner()
    {
        _json.WriteString("type", "array");
        _json.WriteStartObject("items");
        _json.WriteString("type", "number");
        _json.WriteNumber("minimum", 0);
        _json.WriteNumber("maximum", 1);
        _json.WriteEndObject();
        _json.WriteNumber("minItems", 2);
        _json.WriteNumber("maxItems", 2);
    }

    private void WriteDefault(Setting setting, object? value)
    {
        if (setting.IsRequired)
            return;
        if (value is not null && Setting.ShorthandOf(value.GetType()) is { } shorthand)
            value = shorthand.Property.GetValue(value);

        switch (value)
        {
            case string text:
                _json.WriteString("default", text);
                break;
            case bool flag:
                _json.WriteBoolean("default", flag);
                break;
            case TimeSpan duration:
                _json.WriteString("default", Duration.Format(duration));
                break;
            case Enum member:
                _json.WriteString("default", Setting.NameOf(member));
                break;
            case null when setting.IsAutomatic:
                _json.WriteString("default", AutomaticAttribute.Spelling);
                break;
            case int or float or double:
                _json.WriteNumber("default", Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
