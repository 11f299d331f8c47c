namespace Jena.SensorNode.Gateway.Commands;

/// <summary>What a script reads from a command.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Refused or failed; the message says what to do. Nothing was changed, or what was changed is said.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Done, but something was left out or needs a look; the output names it.</summary>
    public const int DoneWithProblems = 3;
}
