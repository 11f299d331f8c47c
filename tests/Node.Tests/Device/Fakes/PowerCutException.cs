using System;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>The battery left in the middle of a write.</summary>
    public class PowerCutException : Exception
    {
    }
}
