namespace EdgeVision.Workbench.Networks;

/// <summary>Where weights come from.</summary>
/// <param name="Licence">Their SPDX identifier; "NONE" where nobody made them, "NOASSERTION" where nobody says.</param>
/// <param name="Source">In words.</param>
internal sealed record ManifestOrigin(string Licence, string Source);
