using Jena.SensorNode.Gateway.Nodes;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>
/// A file that a command writes: whole under its name, or what was there before stays. Each run writes beside it under a name of its own: of two
/// at once, one would else move the other's half.
/// </summary>
internal static class ResultFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Has <paramref name="write"/> make the file at the path that it is given, and moves it to <paramref name="target"/>.</summary>
    public static async Task<T> WriteAsync<T>(string target, Func<string, Task<T>> write, CancellationToken cancellation)
    {
        var partial = $"{target}.{Guid.NewGuid():N}.part";
        // Who presses Ctrl+C a second time, or does not let this come to an end, finds no half file either.
        await using var clean = cancellation.Register(() => Delete(partial));
        try
        {
            // On a thread of its own: one that copies without a pause would not hear of the end.
            var result = await Task.Run(() => write(partial), CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            File.Move(partial, target, overwrite: true);
            return result;
        }
        catch (Exception problem) when (IsOfTheMedium(problem.GetBaseException()))
        {
            throw new RegistryException(
                $"{target} wurde nicht geschrieben, was dort lag, ist unverändert: Platz und Rechte prüfen oder einen anderen Ort nehmen. / "
                + $"Not written, what was there is unchanged: check room and rights, or take another place. {problem.GetBaseException().Message}");
        }
        finally
        {
            Delete(partial);
        }
    }

    /// <summary>Makes an empty file for the owner alone: what goes into it is readable for nobody else at any moment.</summary>
    public static void MakeForOwner(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var stream = new FileStream(path, options);
    }

    // The source of a copy is read only, so what SQLite could not write (10 = I/O error, 13 = full, 14 = cannot open) is the target.
    private static bool IsOfTheMedium(Exception problem) =>
        problem is IOException or UnauthorizedAccessException or SqliteException { SqliteErrorCode: 10 or 13 or 14 };

    private static void Delete(string partial)
    {
        foreach (var part in (string[])["", "-journal"])
        {
            try
            {
                File.Delete(partial + part);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // A medium that went away takes the half file with it; what went wrong before is told.
            }
        }
    }
}
