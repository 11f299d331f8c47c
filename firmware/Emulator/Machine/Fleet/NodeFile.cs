using System.Globalization;
using System.Text;

namespace Jena.SensorNode.Emulator.Fleet;

/// <summary>
/// The parts of a node's provisioning file (<c>shared/Frames/PROVISIONING.md</c>) that say what is soldered to the board, so that the emulator can
/// wire the same.
/// </summary>
public sealed class NodeFile
{
    private readonly Dictionary<string, string> values = [];

    /// <summary>Reads a file's bytes. Lines without <c>=</c> are passed over: judging the file is the node's business.</summary>
    public NodeFile(byte[] content)
    {
        Content = content;
        foreach (var line in Encoding.ASCII.GetString(content).Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var split && line[0] != '#')
            {
                values[line[..split]] = line[(split + 1)..];
            }
        }
    }

    /// <summary>The file as it is deployed.</summary>
    public byte[] Content { get; }

    /// <summary>Node id, 0 where the file has none.</summary>
    public uint NodeId => uint.TryParse(Value("node"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <summary>The gateway's address.</summary>
    public string Host => Value("host");

    /// <summary>GPIO of the service button.</summary>
    public int? ButtonPin => int.TryParse(Value("button"), out var pin) ? pin : null;

    /// <summary>GPIO of the LED.</summary>
    public int? LedPin => int.TryParse(Value("led"), out var pin) ? pin : null;

    /// <summary>Where the battery is measured: the words of <c>battery=</c>, split at the colons.</summary>
    public string[] Battery => Value("battery").Split(':');

    /// <summary>GPIO that switches the probes, null for none.</summary>
    public int? PowerPin => Layout is { Length: > 3 } layout && layout[2] != 255 ? layout[2] : null;

    /// <summary>The channels of the probe layout (FRAME.md 5.4).</summary>
    public IEnumerable<NodeFileChannel> Channels
    {
        get
        {
            var position = 4;
            while (position + 3 <= Layout.Length && position + 3 + Layout[position + 2] <= Layout.Length)
            {
                var wiringLength = Layout[position + 2];
                yield return new NodeFileChannel(Layout[position], Layout[position + 1], Layout[(position + 3)..(position + 3 + wiringLength)]);
                position += 3 + wiringLength;
            }
        }
    }

    private byte[] Layout => Convert.FromHexString(Value("layout"));

    private string Value(string name) => values.GetValueOrDefault(name, "");
}

/// <summary>One channel of a layout.</summary>
/// <param name="Kind">FRAME.md 5.4.</param>
/// <param name="DepthCentimeters">255: in the air.</param>
/// <param name="Wiring">By kind.</param>
public sealed record NodeFileChannel(byte Kind, byte DepthCentimeters, byte[] Wiring);
