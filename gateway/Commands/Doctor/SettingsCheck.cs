using Microsoft.Extensions.Options;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>The settings, checked as the service checks them at start.</summary>
internal static class SettingsCheck
{
    private const string Name = "Einstellungen / settings";
    private const string Advice = "Einstellung ändern und erneut prüfen / change the setting and check again";

    /// <summary>Checks them.</summary>
    public static IEnumerable<Finding> Run(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            var unknown = services.GetRequiredService<UnknownSettings>().Find();
            return unknown.Count == 0 ? [Finding.Good(Name, "alle gültig / all valid")] : unknown.Select(Unknown);
        }
        catch (OptionsValidationException problem)
        {
            return Problems(problem);
        }
        catch (InvalidOperationException problem) when (ProblemText.Of(problem, null) is { } text)
        {
            return [Finding.Problem(Name, text, Advice)];
        }
        catch (AggregateException problem)
        {
            return problem.InnerExceptions.OfType<OptionsValidationException>().SelectMany(Problems).ToList();
        }
    }

    private static Finding Unknown((string Key, string Meant) setting) => Finding.Warning(
        Name,
        $"{setting.Key} kennt diese Version nicht, es gilt nicht / is not known to this version and has no effect",
        setting.Meant.Length > 0 ? $"Ist {setting.Meant} gemeint? / is {setting.Meant} meant?" : "Schreibweise prüfen oder entfernen / check the spelling, or remove it");

    private static IEnumerable<Finding> Problems(OptionsValidationException problem) =>
        problem.Failures.Select(failure => Finding.Problem(Name, failure, Advice));
}
