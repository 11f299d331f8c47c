namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>The device's File.Move refuses a target that exists, and to delete that first leaves a moment in which a power cut loses both.</summary>
internal sealed class FileMoveRule : DeviceRule
{
    public override string Name => "no replacing of files by moving";

    public override IEnumerable<string> CheckBody(ValueFlow flow) =>
        flow.Calls.Where(call => call.Target is { Name: "Move", DeclaringType.FullName: "System.IO.File" or "System.IO.Directory" })
            .Select(_ => "it throws where the target exists; write two files in turn and read the newer valid one");
}
