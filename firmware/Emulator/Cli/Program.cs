using System.CommandLine;
using Jena.SensorNode.Emulator.Cli;

var root = new RootCommand("Der Knoten auf einem virtuellen ESP32. / The node on a virtual ESP32.")
{
    EnergyCommand.Create(),
    HeapCommand.Create(),
    RunCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
