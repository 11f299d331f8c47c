using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Cycle;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Cycle
{
    /// <summary>Ages of samples from before a restart.</summary>
    [TestClass]
    public class BootHistoryTests
    {
        [TestMethod]
        public void Ages_a_sample_of_this_boot() => Assert.AreEqual(100u, new BootHistory().AgeSeconds(5, 900, 5, 1000));

        [TestMethod]
        public void Never_gives_a_sample_a_negative_age() => Assert.AreEqual(0u, new BootHistory().AgeSeconds(5, 1001, 5, 1000));

        [TestMethod]
        public void Ages_across_restarts()
        {
            var history = new BootHistory();
            history.Add(5, 10000, true);
            history.Add(6, 2000, true);

            Assert.AreEqual(300u + 2000 - 1500, history.AgeSeconds(6, 1500, 7, 300));
            Assert.AreEqual(300u + 2000 + 10000 - 9000, history.AgeSeconds(5, 9000, 7, 300));
        }

        [TestMethod]
        public void Says_at_least_for_all_that_is_older_than_an_uncounted_gap()
        {
            var history = new BootHistory();
            history.Add(5, 10000, true);
            history.Add(6, 2000, false);
            history.Add(7, 3000, true);

            Assert.AreEqual(300u + 3000 - 1500, history.AgeSeconds(7, 1500, 8, 300));
            Assert.AreEqual((300u + 5000 - 1500) | FrameContent.AgeIsAtLeast, history.AgeSeconds(6, 1500, 8, 300));
            Assert.AreEqual((300u + 15000 - 9000) | FrameContent.AgeIsAtLeast, history.AgeSeconds(5, 9000, 8, 300));
        }

        [TestMethod]
        public void Gives_what_is_older_than_it_knows_at_least_the_age_of_what_it_knows()
        {
            var history = new BootHistory();
            for (uint boot = 1; boot <= 6; boot++)
                history.Add(boot, 1000, true);

            Assert.AreEqual(4050u | FrameContent.AgeIsAtLeast, history.AgeSeconds(1, 10, 7, 50));
        }
    }
}
