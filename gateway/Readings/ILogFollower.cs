namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Someone who reads the log in order of commit. What a follower has not passed stays in the log.</summary>
internal interface ILogFollower
{
    /// <summary>Sequence of the last sample that it is done with; <see cref="long.MaxValue"/> if it needs nothing.</summary>
    long Cursor { get; }
}
