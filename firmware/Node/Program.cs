namespace Jena.SensorNode.Node
{
    /// <summary>The node's application: one run a wake.</summary>
    public static class Program
    {
        /// <summary>Runs one wake. The device starts here after power-on and after each deep sleep.</summary>
        public static void Main()
        {
            nanoFramework.Hardware.Esp32.Sleep.StartDeepSleep();
        }
    }
}
