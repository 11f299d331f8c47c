using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>The real uplinks of the city: what the bytes give must be what its server made of them.</summary>
public class CityMessagesTests
{
    [Theory]
    [InlineData("chirpstack_up_Dragino_LSE01.json", 4)]
    [InlineData("chirpstack_up_Solidos_Teros21.json", 4)]
    public void Bytes_and_object_agree(string file, int channels)
    {
        var uplink = Read(file);
        var profile = DeviceCatalogue.Match(uplink, "")!;

        var bytes = PayloadDecoder.Decode(profile, uplink.Data, uplink.Port)!;
        var fields = ObjectDecoder.Decode(profile, uplink.Fields)!;

        Assert.Equal(channels, bytes.Values.Length);
        Assert.Equal(fields.Values, bytes.Values);
        Assert.Equal(fields.Faults, bytes.Faults);
        Assert.Equal(fields.BatteryMillivolts, bytes.BatteryMillivolts);
        Assert.NotNull(uplink.TimeUnixMilliseconds);
    }

    private static ForeignUplink Read(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Jena.SensorNode.sln")))
                continue;
            var path = Path.Combine(folder.FullName, "..", "shared", "data", "jena", file);
            if (!File.Exists(path))
                break;
            return UplinkMessage.TryRead(File.ReadAllBytes(path), out var uplink, out var problem) ? uplink : throw new InvalidOperationException(problem);
        }

        Assert.Skip("The city's messages are not beside this checkout (../shared/data/jena).");
        return null;
    }
}
