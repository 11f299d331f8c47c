using Jena.SensorNode.Node.Power;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Power
{
    /// <summary>Wakes that did not reach sleep by themselves.</summary>
    [TestClass]
    public class ResetMarkTests
    {
        [TestMethod]
        public void Counts_until_it_is_cleared()
        {
            var flash = new FakeFlash();
            Assert.AreEqual(0, ResetMark.Count(flash));
            ResetMark.Set(flash);
            ResetMark.Set(flash);
            Assert.AreEqual(2, ResetMark.Count(flash));
            ResetMark.Clear(flash);
            Assert.AreEqual(0, ResetMark.Count(flash));
        }

        [TestMethod]
        public void Takes_a_file_that_is_something_else_for_no_more_than_a_bad_day()
        {
            var flash = new FakeFlash();
            flash.Write("resets.bin", new byte[70000], 70000);
            Assert.AreEqual(255, ResetMark.Count(flash));
        }
    }
}
