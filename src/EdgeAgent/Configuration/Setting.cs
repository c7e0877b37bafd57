using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>One property of an options type as the configuration sees it.</summary>
internal sealed class Setting
{
    private Setting(PropertyInfo property)
    {
        Property = property;
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        Range = property.GetCustomAttribute<RangeAttribute>();
        Pattern = property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern;
        MinimumLength = property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0;
        IsAutomatic = property.IsDefined(typeof(AutomaticAttribute));
        Text = property.GetCustomAttribute<TextKindAttribute>()?.Kind ?? TextKind.Plain;
    }

    /// <summary>The property itself.</summary>
    public PropertyInfo Property { get; }

    /// <summary>The JSON key, camelCase.</summary>
    public string Name { get; }

    /// <summary>The property's type without <see cref="Nullable{T}"/>.</summary>
    public Type Type { get; }

    /// <summary>Whether the configuration must say it.</summary>
    public bool IsRequired { get; }

    /// <summary>Smallest and largest value, both allowed.</summary>
    public RangeAttribute? Range { get; }

    /// <summary>Regular expression a string must match.</summary>
    public string? Pattern { get; }

    /// <summary>Fewest characters of a string.</summary>
    public int MinimumLength { get; }

    /// <summary>Whether it may be <see cref="AutomaticAttribute.Spelling"/>.</summary>
    public bool IsAutomatic { get; }

    /// <summary>What a string is for.</summary>
    public TextKind Text { get; }

    /// <summary>Whether messages must not repeat the value.</summary>
    public bool IsSecret => Text == TextKind.Password;

    /// <summary>The settings of an options type in the order they are declared.</summary>
    public static IReadOnlyList<Setting> Of(Type type) =>
        [.. type.GetProperties().Where(property => property.CanWrite).OrderBy(property => property.MetadataToken).Select(property => new Setting(property))];

    /// <summary>Whether <paramref name="type"/> is an options type with settings of its own.</summary>
    public static bool IsSection(Type type) => type.IsClass && type != typeof(string) && type.Name.EndsWith("Options", StringComparison.Ordinal);

    /// <summary>The setting that a section is when it is written as a string; <see langword="null"/>: it never is.</summary>
    public static Setting? ShorthandOf(Type section) => section.GetCustomAttribute<ShorthandAttribute>() is { } shorthand
        ? Of(section).First(setting => setting.Property.Name == shorthand.Property)
        : null;

    /// <summary>The element type of a list, or <see langword="null"/> for what is no list.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>
    /// How the configuration spells the members of an enumeration: as <see cref="JsonStringEnumMemberNameAttribute"/> says, otherwise in lower case.
    /// </summary>
    public static IReadOnlyDictionary<string, object> NamesOf(Type enumeration) =>
        enumeration.GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(
            SpellingOf, field => field.GetValue(null)!, StringComparer.OrdinalIgnoreCase);

    /// <summary>How the configuration spells one member.</summary>
    public static string NameOf(Enum member) => NamesOf(member.GetType()).First(name => name.Value.Equals(member)).Key;

    private static string SpellingOf(FieldInfo field)
    {
#pragma warning disable CA1308 // Lower case is how the configuration spells names, not a way to compare them.
        return field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name.ToLowerInvariant();
#pragma warning restore CA1308
    }
}
