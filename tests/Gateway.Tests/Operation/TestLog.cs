using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>
/// What a gateway under test has to complain about goes to the output of its test, which is shown where that fails: on the console
/// the complaints of all tests together hide the one that matters.
/// </summary>
internal sealed class TestLog : ILoggerProvider
{
    private readonly ITestOutputHelper? _output = TestContext.Current.TestOutputHelper;

    public ILogger CreateLogger(string categoryName) => new Lines(_output, categoryName);

    public void Dispose()
    {
    }

    private sealed class Lines(ITestOutputHelper? output, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => output is not null && logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            try
            {
                output!.WriteLine($"{logLevel}: {category}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
            }
            catch (InvalidOperationException)
            {
                // Its test has ended; nobody reads on.
            }
        }
    }
}

internal static class TestLogging
{
    /// <summary>Complaints to the test's output and nothing to the console; other providers of the test may be added behind.</summary>
    public static WebApplicationBuilder LogToTest(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ILoggerProvider>(new TestLog());
        builder.Logging.AddFilter<TestLog>(null, LogLevel.Warning);
        return builder;
    }
}
