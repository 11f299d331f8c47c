using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Machine;
using Jena.SensorNode.LoadRun.Sinks;

namespace Jena.SensorNode.LoadRun.SideBySide;

/// <summary>A whole way from nodes to a counting sink, made of real processes.</summary>
internal interface IPipeline : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Where nodes connect.</summary>
    int BrokerPort { get; }

    /// <summary>What reached the sink.</summary>
    Arrivals Arrivals { get; }

    /// <summary>The process that decodes, stores and forwards.</summary>
    ProcessFigures Figures { get; }

    /// <summary>Longer than it ever waits between two attempts: when so long nothing comes, nothing more will.</summary>
    TimeSpan LongestPause { get; }

    /// <summary>Processes that can be killed, by name; the one that decodes first.</summary>
    IReadOnlyDictionary<string, Func<Task>> KillAndRestart { get; }

    /// <summary>Starts everything for a number of nodes.</summary>
    Task<IReadOnlyList<LoadNode>> StartAsync(int nodes);

    /// <summary>Takes the sink away.</summary>
    Task StopSinkAsync();

    /// <summary>Brings the sink back.</summary>
    Task StartSinkAsync();

    /// <summary>What an operator can do afterwards for the sink to get what it missed.</summary>
    /// <returns>False if there is nothing.</returns>
    Task<bool> RepairAsync();
}
