using System.Globalization;
using System.Net;
using System.Text;
using Jena.SensorNode.Frames;
using QRCoder;

namespace Jena.SensorNode.Gateway.Nodes.Provisioning;

/// <summary>
/// The label on a node's box: a QR code with <c>JSN:</c> and the node id, and the same for eyes. No address and no secret:
/// who scans a stranger's box learns its number.
/// </summary>
internal static class NodeLabel
{
    private const string Prefix = "JSN:";

    /// <summary>Content of the QR code.</summary>
    public static string Content(uint nodeId) => Prefix + Topics.NodeName(nodeId);

    /// <summary>The code in block letters for a terminal, dark on light.</summary>
    public static string Terminal(uint nodeId)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(Content(nodeId), QRCodeGenerator.ECCLevel.Q);
        using var code = new AsciiQRCode(data);
        return code.GetGraphicSmall(drawQuietZones: true);
    }

    /// <summary>The code as PNG.</summary>
    public static byte[] Png(uint nodeId, int pixelsOfModule = 10)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(Content(nodeId), QRCodeGenerator.ECCLevel.Q);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(pixelsOfModule);
    }

    /// <summary>A label of 50 × 25 mm with code, node id and site, as SVG.</summary>
    public static string Svg(uint nodeId, string? site) =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="50mm" height="25mm" viewBox="0 0 50 25">
        {Body(nodeId, site)}
        </svg>

        """;

    /// <summary>A sheet of A4 with 3 × 10 labels; more nodes give more pages, one below the other.</summary>
    public static string Sheet(IReadOnlyList<(uint NodeId, string? Site)> nodes)
    {
        const int Columns = 3;
        const int Rows = 10;
        var pages = Math.Max(1, (nodes.Count + (Columns * Rows) - 1) / (Columns * Rows));
        var labels = nodes.Select((node, index) =>
        {
            var x = 15 + (index % Columns * 60);
            var y = (index / (Columns * Rows) * 297) + 18 + (index / Columns % Rows * 27);
            return string.Create(CultureInfo.InvariantCulture, $"<g transform=\"translate({x} {y})\">{Body(node.NodeId, node.Site)}</g>");
        });
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="{297 * pages}mm" viewBox="0 0 210 {297 * pages}">
            {string.Join('\n', labels)}
            </svg>

            """;
    }

    private static string Body(uint nodeId, string? site)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(Content(nodeId), QRCodeGenerator.ECCLevel.Q);
        var side = data.ModuleMatrix.Count;
        var path = new StringBuilder();
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                if (data.ModuleMatrix[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        var scale = (24.0 / side).ToString("0.####", CultureInfo.InvariantCulture);
        return $"""
            <path transform="translate(0.5 0.5) scale({scale})" d="{path}"/>
            <text x="26" y="9" font-family="monospace" font-size="4.2">{Topics.NodeName(nodeId)}</text>
            <text x="26" y="14" font-family="sans-serif" font-size="2.2" textLength="23" lengthAdjust="spacingAndGlyphs">{WebUtility.HtmlEncode(Shorten(site))}</text>
            <text x="26" y="20" font-family="sans-serif" font-size="2.4">Bodenfeuchte Jena</text>
            """;
    }

    // XML has no control characters and no half letters, whatever a site may be called.
    private static string Shorten(string? site)
    {
        if (site is null)
        {
            return "ohne Standort";
        }

        var letters = site.EnumerateRunes().Where(letter => !Rune.IsControl(letter) && letter.Value is not (0xFFFE or 0xFFFF)).ToList();
        return string.Concat(letters.Take(letters.Count > 40 ? 39 : 40)) + (letters.Count > 40 ? "…" : "");
    }
}
