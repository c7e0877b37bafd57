using System.Text.Json.Serialization;

namespace EdgeVision.ModelStore;

/// <summary>Where a model lies.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ModelOrigin>))]
public enum ModelOrigin
{
    /// <summary>In a slot of the store.</summary>
    Store,

    /// <summary>It came with the program.</summary>
    Program,

    /// <summary>In a folder or file that a person named.</summary>
    Path,
}
