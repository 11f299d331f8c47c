using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Jena.SensorNode.Gateway.Web;

/// <summary>A small file inside the program, so that the pages need no folder beside it and no other host.</summary>
internal sealed class EmbeddedFile
{
    private readonly byte[] _content;
    private readonly EntityTagHeaderValue _tag;
    private readonly string _type;

    /// <summary>Reads the file.</summary>
    /// <param name="name">Name in <c>Web/Style</c>.</param>
    /// <param name="type">Media type.</param>
    public EmbeddedFile(string name, string type)
    {
        using var stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream($"web/{name}")
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        _content = new byte[stream.Length];
        stream.ReadExactly(_content);
        _tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(0, 8))}\"");
        _type = type;
    }

    /// <summary>The file, or "not modified".</summary>
    public IResult Result() => Results.Bytes(_content, _type, entityTag: _tag);
}
