using Jena.SensorNode.Gateway.Operation;

await using var app = GatewayHost.Create(args);
await app.RunAsync();
