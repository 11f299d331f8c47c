namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>How something is. Shown as shape and word; colour only repeats it.</summary>
public enum Level
{
    /// <summary>All is well.</summary>
    Good,

    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>Look at it in the next days.</summary>
    Warning,

    /// <summary>Act.</summary>
    Alarm,
}

/// <summary>Shape and style name of a <see cref="Level"/>.</summary>
public static class Levels
{
    /// <summary>A shape that is told apart without colour.</summary>
    public static string Shape(this Level level) => level switch { Level.Good => "●", Level.Warning => "▲", Level.Alarm => "■", _ => "○" };

    /// <summary>Name of the style.</summary>
    public static string Style(this Level level) => level switch { Level.Good => "good", Level.Warning => "warning", Level.Alarm => "alarm", _ => "unknown" };
}
