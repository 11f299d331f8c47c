using Jena.SensorNode.Node.Uplink;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Uplink
{
    /// <summary>Acknowledgements by id.</summary>
    [TestClass]
    public class AckTableTests
    {
        [TestMethod]
        public void Knows_an_acknowledgement_that_came_before_it_was_asked_for()
        {
            var table = new AckTable();
            table.Note(7, true);

            Assert.IsTrue(table.TryTake(7, out var acknowledged));
            Assert.IsTrue(acknowledged);
            Assert.IsFalse(table.TryTake(7, out _));
        }

        [TestMethod]
        public void Does_not_take_one_for_another()
        {
            var table = new AckTable();
            table.Note(6, true);
            table.Note(7, false);

            Assert.IsFalse(table.TryTake(8, out _));
            Assert.IsTrue(table.TryTake(7, out var acknowledged));
            Assert.IsFalse(acknowledged);
        }

        [TestMethod]
        public void Keeps_working_beyond_its_capacity()
        {
            var table = new AckTable();
            for (ushort id = 1; id < 500; id++)
            {
                table.Note(id, true);
                Assert.IsTrue(table.TryTake(id, out _));
            }
        }
    }
}
