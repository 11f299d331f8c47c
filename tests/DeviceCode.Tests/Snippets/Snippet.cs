using Jena.SensorNode.DeviceCode.Tests.Checking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jena.SensorNode.DeviceCode.Tests.Snippets;

/// <summary>A few lines of device code, compiled as the node is: C# 9 against the device's signatures.</summary>
internal static class Snippet
{
    /// <summary>What the checker finds in the code.</summary>
    /// <param name="code">Type declarations; the namespaces most in use are imported.</param>
    /// <param name="others">Assemblies that stand before those of the device, one of the same name replacing it.</param>
    public static IReadOnlyList<Finding> Check(string code, params (string Name, string Code)[] others)
    {
        using var assembly = Compile("Snippet", code, others);
        return new DeviceCodeChecker(Repository.ReferenceDirectory).Check(assembly);
    }

    /// <summary>The compiler's errors: what the signatures themselves keep out.</summary>
    public static IReadOnlyList<string> Errors(string code)
    {
        using var output = new MemoryStream();
        var result = Compilation("Snippet", code, []).Emit(output);
        return [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id)];
    }

    private static MemoryStream Compile(string name, string code, (string Name, string Code)[] others)
    {
        var output = new MemoryStream();
        var result = Compilation(name, code, others).Emit(output);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        output.Position = 0;
        return output;
    }

    private static CSharpCompilation Compilation(string name, string code, (string Name, string Code)[] others)
    {
        var replaced = others.Select(other => other.Name).ToHashSet();
        var references = Repository.References.Where(path => !replaced.Contains(Path.GetFileNameWithoutExtension(path)))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .Concat(others.Select(other => Reference(other.Name, other.Code)));
        var usings = "using System; using System.Collections; using System.Text; using System.Threading;\n";
        return CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(usings + code, new CSharpParseOptions(LanguageVersion.CSharp9, preprocessorSymbols: ["DEBUG"]))],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static PortableExecutableReference Reference(string name, string code)
    {
        using var assembly = Compile(name, code, []);
        return MetadataReference.CreateFromStream(assembly);
    }
}
