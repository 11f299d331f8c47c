namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum Severity
{
    /// <summary>All is well.</summary>
    Good,

    /// <summary>It works, but look at it.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Problem,
}

/// <summary>What a check found.</summary>
/// <param name="Check">What was checked.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="Advice">What to do; empty where nothing is to be done.</param>
internal sealed record Finding(string Check, Severity Severity, string Text, string Advice = "")
{
    /// <summary>All is well.</summary>
    public static Finding Good(string check, string text) => new(check, Severity.Good, text);

    /// <summary>It works, but look at it.</summary>
    public static Finding Warning(string check, string text, string advice) => new(check, Severity.Warning, text, advice);

    /// <summary>It does not work.</summary>
    public static Finding Problem(string check, string text, string advice) => new(check, Severity.Problem, text, advice);
}
