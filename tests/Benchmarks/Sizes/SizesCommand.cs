namespace Jena.SensorNode.Benchmarks.Sizes;

/// <summary>Prints what samples of the recorded trace weigh in this project's frame and in other formats.</summary>
internal static class SizesCommand
{
    private static readonly int[] Counts = [1, 8, 24];

    internal static int Run(string[] args)
    {
        var file = args.Length == 2 && args[0] == "--trace" ? args[1] : ParkTrace.FindFile();
        if (file is null || !File.Exists(file))
        {
            Console.Error.WriteLine("The recorded trace was not found. Name it: sizes --trace soil_moisture_hourly.csv");
            return 1;
        }

        var trace = ParkTrace.Read(file);
        PrintComparison(trace);
        PrintVariants(trace);
        return 0;
    }

    private static void PrintComparison(ParkTrace trace)
    {
        var samples = trace.Samples([0, 1, 2], temperatures: true, intervalMinutes: 15);
        Console.WriteLine("Bytes for 1, 8 and 24 samples of six channels every 15 minutes (3 soil moistures of the trace,");
        Console.WriteLine("3 modelled soil temperatures), mean over the trace.");
        Console.WriteLine("Carries: I node id, L layout, C boot and sample counter, T time of each sample, B battery, V values, M 8-byte MAC.");
        Console.WriteLine();
        Console.WriteLine($"{"format",-34}{"carries",-10}{"1",9}{"8",9}{"24",9}{"per sample of 24",19}");
        Row("this frame, node in topic and MAC", "LCTBVM", samples, batch => batch.FrameBytes());
        Row("this frame, node id in the frame", "ILCTBVM", samples, batch => batch.FrameBytes(carriesNodeId: true));
        Row("flat JSON", "ILCTBVM", samples, OtherFormats.FlatJson);
        Row("CBOR, arrays", "ILCTBVM", samples, OtherFormats.Cbor);
        Row("SenML-CBOR", "ILCTBVM", samples, OtherFormats.SenmlCbor);
        Row("Protocol Buffers", "ILCTBVM", samples, OtherFormats.ProtocolBuffers);
        Row("MessagePack, arrays", "ILCTBVM", samples, OtherFormats.MessagePackArrays);
        Row("CayenneLPP (a payload a sample)", "BV", samples, OtherFormats.CayenneLpp);
        Console.WriteLine();
    }

    private static void Row(string format, string carries, List<int[]> samples, Func<Batch, int> measure)
    {
        var means = Counts.Select(count => Batch.Windows(samples, count, 900).Average(measure)).ToArray();
        Console.WriteLine($"{format,-34}{carries,-10}{means[0],9:F1}{means[1],9:F1}{means[2],9:F1}{means[2] / 24,19:F2}");
    }

    private static void PrintVariants(ParkTrace trace)
    {
        int[] first = [0, 1, 2];
        int[] eight = [0, 1, 2, 3, 4, 5, 6, 7];
        Console.WriteLine("This frame, node in topic and MAC: mean, 95th percentile and largest over the trace.");
        Console.WriteLine();
        Console.WriteLine($"{"channels",-36}{"every",8}{"samples",9}{"mean",8}{"p95",6}{"max",6}{"per sample",12}{"<= 51 bytes",13}");
        foreach (var minutes in (int[])[15, 60])
        {
            Variant("3 moisture + 3 temperature", trace.Samples(first, true, minutes), minutes);
            Variant("3 moisture", trace.Samples(first, false, minutes), minutes);
            Variant("8 moisture", trace.Samples(eight, false, minutes), minutes);
        }

        Variant("13 probes as 8 + 5 channels (2 frames)", trace, 15);
        Variant("13 probes as 8 + 5 channels (2 frames)", trace, 60);
    }

    private static void Variant(string name, List<int[]> samples, int minutes)
    {
        foreach (var count in Counts)
            Statistics(name, minutes, count, [.. Batch.Windows(samples, count, minutes * 60).Select(batch => batch.FrameBytes())]);
    }

    private static void Variant(string name, ParkTrace trace, int minutes)
    {
        var front = trace.Samples([.. Enumerable.Range(0, 8)], false, minutes);
        var back = trace.Samples([.. Enumerable.Range(8, trace.Probes - 8)], false, minutes);
        foreach (var count in Counts)
        {
            var pairs = Batch.Windows(front, count, minutes * 60).Zip(Batch.Windows(back, count, minutes * 60));
            Statistics(name, minutes, count, [.. pairs.Select(pair => pair.First.FrameBytes() + pair.Second.FrameBytes())]);
        }
    }

    private static void Statistics(string name, int minutes, int count, int[] bytes)
    {
        Array.Sort(bytes);
        var mean = bytes.Average();
        var fitting = 100.0 * bytes.Count(size => size <= 51) / bytes.Length;
        Console.WriteLine($"{name,-40}{minutes,2} m{count,9}{mean,8:F1}{bytes[bytes.Length * 95 / 100],6}{bytes[^1],6}{mean / count,12:F2}{fitting,11:F0} %");
    }
}
