using System;
using System.Text;

namespace Jena.SensorNode.Frames
{
    /// <summary>Writes the node's own file.</summary>
    internal static class NodeFileWriter
    {
        internal static byte[] Write(NodeFile file, byte[] moreSettings)
        {
            if (file.Settings.Layout == null)
                throw new ArgumentException("A node file needs a probe layout.");
            var layout = file.Settings.Layout.Write();
            var text = "format=1\n"
                + "node=" + Topics.NodeName(file.NodeId) + "\n"
                + "key=" + Hex.Write(file.Key, file.Key.Length) + "\n"
                + "boot=" + file.BootFloor.ToString() + "\n"
                + "host=" + file.Settings.GatewayHost + "\n"
                + "port=" + file.Settings.GatewayPort.ToString() + "\n"
                + "layout=" + Hex.Write(layout, layout.Length) + "\n"
                + "battery=" + file.Battery.Write() + "\n";
            if (moreSettings.Length > 0)
                text += "settings=" + Hex.Write(moreSettings, moreSettings.Length) + "\n";
            if (file.ButtonPin != NodeFile.NoPin)
                text += "button=" + file.ButtonPin.ToString() + "\n";
            if (file.LedPin != NodeFile.NoPin)
                text += "led=" + file.LedPin.ToString() + "\n";

            var body = Encoding.UTF8.GetBytes(text);
            return Encoding.UTF8.GetBytes(text + "crc=" + Hex.Write(Crc32.Compute(body, 0, body.Length)) + "\n");
        }
    }
}
