using Jena.SensorNode.Gateway.Commands;

return await CommandLine.RunAsync(args, CommandIo.Terminal);
