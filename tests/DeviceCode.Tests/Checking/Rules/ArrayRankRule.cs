using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>Arrays of more than one dimension compile, and the runtime dies when it loads the program.</summary>
internal sealed class ArrayRankRule : DeviceRule
{
    public override string Name => "no multi-dimensional arrays";

    public override IEnumerable<string> CheckField(FieldDefinition field) => Refuse(TypeParts.Of(field.FieldType));

    public override IEnumerable<string> CheckMethod(MethodDefinition method) => Refuse(TypeParts.Of(method));

    private static IEnumerable<string> Refuse(IEnumerable<TypeReference> types) =>
        types.OfType<ArrayType>().Where(array => array.Rank > 1).Select(array => array.FullName).Distinct()
            .Select(array => $"{array} has more than one dimension; use an array of arrays or compute the index");
}
