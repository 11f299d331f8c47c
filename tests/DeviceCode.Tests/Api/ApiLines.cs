using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Api;

/// <summary>Writes what an assembly offers to others as lines, in the notation of the listings of the device's assemblies.</summary>
internal static class ApiLines
{
    public static IEnumerable<string> Of(ModuleDefinition module) =>
        module.GetTypes().Where(IsVisible).SelectMany(Of);

    private static IEnumerable<string> Of(TypeDefinition type)
    {
        yield return $"T {Kind(type)} {type.FullName}{Bases(type)}";
        foreach (var field in type.Fields.Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly))
        {
            if (field.Name != "value__")
            {
                yield return $"F   {(field.IsStatic ? "static " : "")}{field.FieldType.FullName} {type.FullName}::{field.Name}{Constant(field)}";
            }
        }

        foreach (var method in type.Methods.Where(m => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly))
        {
            var parameters = method.Parameters.Select(p => $"{(p.IsOut ? "out " : "")}{p.ParameterType.FullName} {p.Name}");
            yield return $"M   {(method.IsStatic ? "static " : "")}{method.ReturnType.FullName} {type.FullName}::{method.Name}({string.Join(",", parameters)})";
        }
    }

    private static bool IsVisible(TypeDefinition type) =>
        type.DeclaringType is null ? type.IsPublic : (type.IsNestedPublic || type.IsNestedFamily) && IsVisible(type.DeclaringType);

    private static string Kind(TypeDefinition type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { BaseType.FullName: "System.MulticastDelegate" } => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(TypeDefinition type)
    {
        if (type.IsEnum || type.BaseType?.FullName == "System.MulticastDelegate")
        {
            return "";
        }

        var own = type.BaseType is null or { FullName: "System.Object" or "System.ValueType" } ? [] : new[] { type.BaseType.FullName };
        var all = own.Concat(type.Interfaces.Select(i => i.InterfaceType.FullName)).ToList();
        return all.Count == 0 ? "" : " : " + string.Join(", ", all);
    }

    private static string Constant(FieldDefinition field) => field.HasConstant ? $" = {field.Constant}" : "";
}
