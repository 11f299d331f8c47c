namespace Jena.SensorNode.Gateway;

/// <summary>A section of the settings and the class that it is read into.</summary>
/// <param name="Path">E.g. <c>Gateway:Broker</c>.</param>
/// <param name="Type">The class.</param>
internal sealed record SettingsSection(string Path, Type Type);

/// <summary>
/// Settings below <c>Gateway</c> that no part of the program reads: misspelt, or at the wrong place. Whoever set them believes that they hold.
/// They are told and do not stop the start: a file may be written for a newer version.
/// </summary>
internal sealed class UnknownSettings(IConfiguration configuration, IEnumerable<SettingsSection> sections)
{
    private const string Root = "Gateway";
    private const int FarthestMisspelling = 2;

    private readonly List<SettingsSection> _sections = [.. sections];

    /// <summary>The settings, each with the name that was probably meant; empty where that is not known. Never their values.</summary>
    public IReadOnlyList<(string Key, string Meant)> Find() =>
    [
        .. configuration.GetSection(Root).AsEnumerable().Where(setting => setting.Value is not null && setting.Key != Root && !IsKnown(setting.Key))
            .Select(setting => (setting.Key, Meant(setting.Key))).OrderBy(found => found.Key, StringComparer.Ordinal),
    ];

    private bool IsKnown(string key) => _sections.Any(section =>
        key.StartsWith(section.Path + ":", StringComparison.OrdinalIgnoreCase) && IsKnown(section.Type, key[(section.Path.Length + 1)..].Split(':')));

    private static bool IsKnown(Type type, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
            return type.IsPrimitive || type.IsEnum || type == typeof(string) || ItemOf(type) is not null;
        if (ItemOf(type) is { } item)
            return IsKnown(item, path[1..]);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            if (property.Name.Equals(path[0], StringComparison.OrdinalIgnoreCase))
                return IsKnown(property.PropertyType, path[1..]);
        }

        return false;
    }

    private string Meant(string key)
    {
        var name = key[(key.LastIndexOf(':') + 1)..];
        return _sections.SelectMany(section => Names(section.Type, section.Path))
            .Select(known => (Name: known, Distance: Distance(known[(known.LastIndexOf(':') + 1)..], name)))
            .Where(known => known.Distance <= FarthestMisspelling)
            .OrderBy(known => known.Distance).ThenBy(known => Distance(known.Name, key)).Select(known => known.Name).FirstOrDefault("");
    }

    private static IEnumerable<string> Names(Type type, string path) => type.GetProperties().Where(property => property.CanWrite).SelectMany(property =>
        ItemOf(property.PropertyType) is { } item && item != typeof(string) ? Names(item, $"{path}:{property.Name}:0") : [$"{path}:{property.Name}"]);

    private static Type? ItemOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    // Letters to change, add or leave out (Levenshtein), whatever their case.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
