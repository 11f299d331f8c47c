using Jena.SensorNode.Gateway.Web.Views;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>A part of the gateway that has something to say on the first page.</summary>
internal interface IStatusSource
{
    /// <summary>Its lines, the same order each time.</summary>
    IEnumerable<StatusLine> Lines();
}
