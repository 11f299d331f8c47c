using System.Collections.Generic;
using System.Linq;

namespace Jena.SensorNode.Frames.Batteries;

/// <summary>
/// A kind of battery that a node is provisioned for: the voltages below which it does less (FRAME.md 5.2, tag 5). The node measures at
/// about 40 mA, before probes and radio load the battery; PROVISIONING.md argues the figures from the discharge curves.
/// </summary>
/// <param name="Name">As commands write it.</param>
/// <param name="Description">As people call it.</param>
/// <param name="HalfRateBelowMillivolts">Half the rate below this.</param>
/// <param name="EighthRateBelowMillivolts">An eighth of the rate below this.</param>
/// <param name="HeartbeatBelowMillivolts">One heartbeat a day below this.</param>
public sealed record BatteryKind(
    string Name, string Description, int HalfRateBelowMillivolts, int EighthRateBelowMillivolts, int HeartbeatBelowMillivolts)
{
    /// <summary>One lithium-ion or lithium-polymer cell: what a node assumes that was told nothing.</summary>
    public static BatteryKind LithiumIon { get; } = new("li-ion", "18650, Li-Ion, Li-Po", 3450, 3300, 3100);

    /// <summary>Two AA cells of lithium and iron disulfide (Energizer L91) in series.</summary>
    public static BatteryKind LithiumIronDisulfide { get; } = new("li-fes2", "2×AA Lithium (Li-FeS₂)", 2900, 2820, 2740);

    /// <summary>One cell of lithium and thionyl chloride with a hybrid-layer capacitor beside it.</summary>
    public static BatteryKind LithiumThionylChloride { get; } = new("li-socl2", "D (Li-SOCl₂) + HLC", 3400, 3250, 3050);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BatteryKind> All { get; } = [LithiumIon, LithiumIronDisulfide, LithiumThionylChloride];

    /// <summary>The kind of a name, or null.</summary>
    public static BatteryKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The entry for the line <c>settings</c> of a node's file.</summary>
    public byte[] Entry() =>
    [
        SettingsTag.BatteryTiers, 6,
        (byte)(HalfRateBelowMillivolts >> 8), (byte)HalfRateBelowMillivolts,
        (byte)(EighthRateBelowMillivolts >> 8), (byte)EighthRateBelowMillivolts,
        (byte)(HeartbeatBelowMillivolts >> 8), (byte)HeartbeatBelowMillivolts,
    ];
}
