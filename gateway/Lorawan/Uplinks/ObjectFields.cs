using System.Text.Json;

namespace Jena.SensorNode.Gateway.Lorawan.Uplinks;

/// <summary>
/// The fields of a decoder's object, whatever form it has: nested objects and arrays are walked, names are compared by
/// their letters and digits only, numbers may be texts. A field within others is found by its own name and by the whole
/// path. Kept records ("history") are none of the present. Bounded in depth and number.
/// </summary>
internal sealed class ObjectFields
{
    private const int MaximumDepth = 6;
    private const int MaximumFields = 200;
    private const int LongestName = 300;
    private readonly Dictionary<string, double?> _fields = new(StringComparer.Ordinal);

    private ObjectFields()
    {
    }

    /// <summary>No fields.</summary>
    public static ObjectFields None { get; } = new();

    /// <summary>Fields found.</summary>
    public int Count => _fields.Count;

    /// <summary>Walks an object; anything else gives no fields.</summary>
    public static ObjectFields Of(JsonElement element)
    {
        var fields = new ObjectFields();
        fields.Walk(element, "", 0);
        return fields;
    }

    /// <summary>Letters and digits of a name, in lower case.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant).Take(LongestName));

    /// <summary>True when the field is there, with a number or without.</summary>
    public bool Has(string name) => _fields.ContainsKey(Plain(name));

    /// <summary>Number of a field; null when it is not there or holds none.</summary>
    public double? Number(string name) => _fields.GetValueOrDefault(Plain(name));

    private void Walk(JsonElement element, string path, int depth)
    {
        if (depth > MaximumDepth || _fields.Count >= MaximumFields)
            return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in element.EnumerateArray().Take(MaximumFields))
                Walk(item, $"{path}{index++}", depth + 1);
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;
        if (Tolerant.Property(element, "measurementId") is { } id && Tolerant.Property(element, "measurementValue") is { } measured)
            Add("measurement" + Tolerant.Text(id), measured);
        List<(string Name, JsonElement Value)> own =
            [.. element.EnumerateObject().Take(MaximumFields).Select(property => (Plain(Tolerant.Name(property)), property.Value)).Where(pair => pair.Item1 is not ("history" or "datalog"))];

        // What stands here goes before what stands within: settings and limits are named like what they are for.
        foreach (var (name, property) in own)
        {
            var value = OfStruct(property) ?? property;
            if (value.ValueKind is JsonValueKind.Object)
                continue;
            Add(name, value);
            if (path.Length > 0)
                Add(path + name, value);
        }

        foreach (var (name, property) in own.Where(pair => pair.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
            Walk(property, path + name, depth + 1);
    }

    // google.protobuf.Struct as some writers leave it: {"numberValue": 13.74} in place of 13.74; Decentlab's decoders: {"value": 13.74, "unit": "%"}.
    private static JsonElement? OfStruct(JsonElement value) => Tolerant.Property(value, "numberValue") ?? Tolerant.Property(value, "stringValue") ?? Tolerant.Property(value, "value");

    // The first of several fields of the same plain name stands.
    private void Add(string name, JsonElement value)
    {
        if (name.Length is > 0 and <= LongestName && _fields.Count < MaximumFields)
            _fields.TryAdd(Plain(name), Tolerant.Number(value));
    }
}
