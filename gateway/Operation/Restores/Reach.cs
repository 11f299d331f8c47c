using System.Globalization;

namespace Jena.SensorNode.Gateway.Operation.Restores;

/// <summary>
/// How far the database of a run is, or was for certain. One of the same run that is not so far is an older copy: the file
/// was put back before the service ran again, so its run is still the one of the mark.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Sequence">Sequence of the last sample on disk.</param>
/// <param name="Revision">Revision of the registry on disk.</param>
internal sealed record Reach(string Run, long Sequence, long Revision)
{
    /// <summary>Reads what <see cref="ToString"/> gave; null for anything else: a damaged note accuses nobody.</summary>
    public static Reach? Parse(string text)
    {
        var parts = text.Split(' ');
        return parts.Length == 3 && parts[0].Length > 0 && Number(parts[1]) is { } sequence && Number(parts[2]) is { } revision
            ? new Reach(parts[0], sequence, revision)
            : null;
    }

    /// <summary>Whether something that was on disk when <paramref name="noted"/> was written is missing.</summary>
    public bool IsBehind(Reach noted) => Run == noted.Run && (Sequence < noted.Sequence || Revision < noted.Revision);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run} {Sequence} {Revision}");

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
