using Microsoft.Extensions.Options;

namespace Jena.SensorNode.Gateway;

/// <summary>Binds a section to its class and has it checked at start, with messages that name setting and source.</summary>
internal static class SettingsRegistration
{
    /// <summary>Binds <paramref name="section"/>; a wrong value stops the start with a clear message.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section)
        where T : class, ISettings
    {
        services.AddSingleton(new SettingsSection(section, typeof(T)));
        services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(provider => new Validation<T>(provider.GetRequiredService<IConfiguration>(), section));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
        return services;
    }

    private sealed class Validation<T>(IConfiguration configuration, string section) : IValidateOptions<T>
        where T : class, ISettings
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var failures = options.Problems().Select(problem => Describe($"{section}:{problem.Name}", problem.Message)).ToList();
            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }

        private string Describe(string key, string message) =>
            $"Setting {key} {message} ({Source(key)}; the environment variable {key.Replace(":", "__", StringComparison.Ordinal)} overrides it).";

        private string Source(string key)
        {
            var provider = (configuration as IConfigurationRoot)?.Providers.Reverse().FirstOrDefault(candidate => candidate.TryGet(key, out _));
            return provider is null ? "not set anywhere, set it in appsettings.json" : $"set by {provider}";
        }
    }
}
