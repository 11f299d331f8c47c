using Jena.SensorNode.Benchmarks.Codec;
using Jena.SensorNode.Benchmarks.Fuzz;
using Jena.SensorNode.Benchmarks.Sizes;

return args switch
{
    ["sizes", .. var rest] => SizesCommand.Run(rest),
    ["codec", .. var rest] => CodecCommand.Run(rest),
    ["fuzz", .. var rest] => FuzzCommand.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("sizes [--trace FILE]   bytes of samples in this frame and in other formats");
    Console.Error.WriteLine("codec [options]        time and heap of encode, verify and decode (run with -c Release)");
    Console.Error.WriteLine("fuzz [--count N] [--seed S] [--target NAME]  damaged inputs for every parser that faces the network");
    return 1;
}
