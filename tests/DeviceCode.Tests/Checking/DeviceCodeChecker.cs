using Jena.SensorNode.DeviceCode.Tests.Checking.Rules;
using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking;

/// <summary>
/// Reads compiled device code and refuses what the compiler and the converter for the chip let through but the
/// device's runtime does not run, or runs differently from .NET.
/// </summary>
internal sealed class DeviceCodeChecker
{
    private readonly string _referenceDirectory;

    private readonly DeviceRule[] _rules =
    [
        new GenericsRule(), new ArrayRankRule(), new UnsafeRule(), new OpcodeRule(), new InterfaceBodyRule(),
        new StateMachineRule(), new StaticStateRule(), new DeviceMemberRule(), new EnumTextRule(), new NumberTextRule(),
        new MathRule(), new DebugOutputRule(), new EndlessWaitRule(), new AttributeRule(),
        new SignRule(), new StringArrayRule(), new KeyErasureRule(), new FileMoveRule(),
    ];

    /// <param name="referenceDirectory">Folder of the signature assemblies the code was compiled against.</param>
    public DeviceCodeChecker(string referenceDirectory) => _referenceDirectory = referenceDirectory;

    /// <summary>Everything in the assembly that breaks a rule, in the order of its types.</summary>
    public IReadOnlyList<Finding> Check(Stream assembly)
    {
        using var resolver = new ReferenceResolver(_referenceDirectory);
        using var module = ModuleDefinition.ReadModule(assembly, new ReaderParameters { AssemblyResolver = resolver });
        return [.. _rules.SelectMany(rule => rule.CheckModule(module).Select(reason => new Finding(module.Assembly.Name.Name, rule.Name, reason))),
            .. module.GetTypes().Where(type => !IsWrittenByCompiler(type)).SelectMany(Check)];
    }

    private IEnumerable<Finding> Check(TypeDefinition type)
    {
        foreach (var rule in _rules)
        {
            foreach (var reason in rule.CheckType(type))
            {
                yield return new Finding(type.FullName, rule.Name, reason);
            }

            foreach (var field in type.Fields)
            {
                foreach (var reason in rule.CheckField(field))
                {
                    yield return new Finding(field.FullName, rule.Name, reason);
                }
            }
        }

        foreach (var finding in type.Methods.SelectMany(Check))
        {
            yield return finding;
        }
    }

    private IEnumerable<Finding> Check(MethodDefinition method)
    {
        var flow = method.HasBody && method.RVA != 0 ? new ValueFlow(method) : null;
        foreach (var rule in _rules)
        {
            var reasons = flow is null ? rule.CheckMethod(method) : rule.CheckMethod(method).Concat(rule.CheckBody(flow));
            foreach (var reason in reasons)
            {
                yield return new Finding(method.FullName, rule.Name, reason);
            }
        }
    }

    /// <summary>Nullability attributes and the data of array initializers: the converter for the chip drops or handles both.</summary>
    private static bool IsWrittenByCompiler(TypeDefinition type) =>
        type.Name == "<Module>"
        || OutermostOf(type).Name == "<PrivateImplementationDetails>" && type.Methods.Count == 0
        || type.CustomAttributes.Any(a => a.AttributeType.FullName == "Microsoft.CodeAnalysis.EmbeddedAttribute");

    private static TypeDefinition OutermostOf(TypeDefinition type) => type.DeclaringType is null ? type : OutermostOf(type.DeclaringType);
}
