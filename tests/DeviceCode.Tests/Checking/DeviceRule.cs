using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking;

/// <summary>One thing the device's runtime cannot do. Each method yields the reasons to refuse what it is shown.</summary>
internal abstract class DeviceRule
{
    public abstract string Name { get; }

    public virtual IEnumerable<string> CheckModule(ModuleDefinition module) => [];

    public virtual IEnumerable<string> CheckType(TypeDefinition type) => [];

    public virtual IEnumerable<string> CheckField(FieldDefinition field) => [];

    public virtual IEnumerable<string> CheckMethod(MethodDefinition method) => [];

    /// <summary>Shown every method that has a body, with what its instructions put on and take from the stack.</summary>
    public virtual IEnumerable<string> CheckBody(ValueFlow flow) => [];
}
