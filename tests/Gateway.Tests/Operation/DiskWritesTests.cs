using Jena.SensorNode.Gateway.Operation;

namespace Jena.SensorNode.Gateway.Tests.Operation;

public sealed class DiskWritesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rchar: 1\nwchar: 2\nread_bytes: 3\nwrite_bytes: 4096\ncancelled_write_bytes: 8\n", 4096L)]
    [InlineData("wchar: 2\n", null)]
    [InlineData("write_bytes: many\n", null)]
    [InlineData("", null)]
    public void The_counter_is_read_where_there_is_one(string content, long? expected)
    {
        File.WriteAllText(_folder.File("io"), content);

        Assert.Equal(expected, DiskWrites.Read(_folder.File("io")));
    }

    [Fact]
    public void A_system_that_does_not_tell_is_no_error() => Assert.Null(DiskWrites.Read(_folder.File("none")));
}
