using Microsoft.Extensions.Logging.Console;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>
/// How log lines look. Without a setting: for people, or with their level before them under systemd. With
/// <see cref="Setting"/> = <c>json</c> one object a line, for a collector, also under systemd.
/// </summary>
internal static class LogForm
{
    /// <summary>The framework's setting that names the form: <c>simple</c>, <c>systemd</c> or <c>json</c>.</summary>
    public const string Setting = "Logging:Console:FormatterName";

    /// <summary>Gives objects their time in UTC, which the framework leaves out unless it is asked for.</summary>
    public static void AddLogForm(this IServiceCollection services) => services.PostConfigure<JsonConsoleFormatterOptions>(options =>
    {
        if (options.TimestampFormat is null)
        {
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            options.UseUtcTimestamp = true;
        }
    });
}
