using System.Collections.Concurrent;

namespace Jena.SensorNode.Emulator.Scheduling;

/// <summary>Keeps the operating system's threads of ended device threads for the next wake: a year has some 100,000 of them.</summary>
internal static class WorkerPool
{
    private static readonly ConcurrentBag<Worker> idle = [];

    public static void Run(Action body)
    {
        if (!idle.TryTake(out var worker))
        {
            worker = new Worker();
        }

        worker.Start(body);
    }

    private sealed class Worker
    {
        private readonly Turn go = new();
        private Action body = () => { };

        public Worker()
        {
            new Thread(Loop) { IsBackground = true, Name = "virtual device" }.Start();
        }

        public void Start(Action work)
        {
            body = work;
            go.Give();
        }

        private void Loop()
        {
            while (true)
            {
                go.Take();
                body();
                body = () => { };
                idle.Add(this);
            }
        }
    }
}
