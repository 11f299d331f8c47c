using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Storage;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Cycle
{
    /// <summary>The state on flash.</summary>
    [TestClass]
    public class StateStoreTests
    {
        [TestMethod]
        public void Brings_every_field_back()
        {
            // Every byte of the payload different: a field that is left out, moved or cut shows when it is written again.
            var payload = new byte[StateStore.PayloadBytes];
            for (var i = 0; i < payload.Length; i++)
                payload[i] = (byte)(i + 1);
            var state = new NodeState();
            var reading = new FieldCodec(payload, false);
            state.Exchange(reading);
            var flash = new FakeFlash();
            Assert.IsTrue(new StateStore(flash).Save(state));
            var loaded = new NodeState();
            Assert.IsTrue(new StateStore(flash).Load(loaded));
            var written = new byte[StateStore.PayloadBytes];
            loaded.Exchange(new FieldCodec(written, true));

            for (var i = 0; i < reading.Position; i++)
                Assert.AreEqual(payload[i], written[i]);
        }

        [TestMethod]
        public void Fits_into_its_room()
        {
            var codec = new FieldCodec(new byte[512], true);
            new NodeState().Exchange(codec);

            Assert.IsTrue(codec.Position <= StateStore.PayloadBytes);
        }

        [TestMethod]
        public void Is_gone_on_a_formatted_flash()
        {
            var flash = new FakeFlash();
            new StateStore(flash).Save(new NodeState { Boot = 7 });
            flash.Format();

            Assert.IsFalse(new StateStore(flash).Load(new NodeState()));
        }
    }
}
