namespace Jena.SensorNode.Gateway;

/// <summary>A section of the settings that can check itself.</summary>
internal interface ISettings
{
    /// <summary>What is wrong; empty when all is well.</summary>
    IEnumerable<SettingsProblem> Problems();
}

/// <summary>One wrong setting.</summary>
/// <param name="Name">Its name inside the section, e.g. <c>Port</c> or <c>0:Host</c>.</param>
/// <param name="Message">What must hold and what is there instead.</param>
internal readonly record struct SettingsProblem(string Name, string Message);
