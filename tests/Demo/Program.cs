using Jena.SensorNode.Demo;

return await DemoCommand.Create().Parse(args).InvokeAsync();
