using Jena.SensorNode.Node.Uplink;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Uplink
{
    /// <summary>Hours without sending.</summary>
    [TestClass]
    public class QuietHoursTests
    {
        private const uint Midnight = 1780272000;

        [TestMethod]
        [DataRow(480, 720, 479, 0)]
        [DataRow(480, 720, 480, 240)]
        [DataRow(480, 720, 719, 1)]
        [DataRow(480, 720, 720, 0)]
        [DataRow(1320, 300, 1319, 0)]
        [DataRow(1320, 300, 1320, 420)]
        [DataRow(1320, 300, 0, 300)]
        [DataRow(1320, 300, 299, 1)]
        [DataRow(1320, 300, 300, 0)]
        [DataRow(600, 600, 600, 0)]
        public void Last_from_start_to_end(int start, int end, int now, int remainingMinutes) =>
            Assert.AreEqual((uint)(remainingMinutes * 60), QuietHours.RemainingSeconds(Midnight + (uint)(now * 60), start, end));
    }
}
