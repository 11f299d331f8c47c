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
            return [Finding.Good(Name, "alle gültig / all valid")];
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

    private static IEnumerable<Finding> Problems(OptionsValidationException problem) =>
        problem.Failures.Select(failure => Finding.Problem(Name, failure, Advice));
}
