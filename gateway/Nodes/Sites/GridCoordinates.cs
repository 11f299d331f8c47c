using System.Globalization;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>
/// ETRS89 / UTM zone 32N (EPSG:25832), in which German surveys give places, to WGS 84 degrees. ETRS89 and WGS 84 are
/// taken as one, as every city map does: the real difference is below a metre and grows by 2.5 cm a year. The library is
/// within 5 mm of Krüger's series all over the zone.
/// </summary>
internal static class GridCoordinates
{
    private const string Etrs89Utm32 =
        """
        PROJCS["ETRS89 / UTM zone 32N",GEOGCS["ETRS89",DATUM["European_Terrestrial_Reference_System_1989",
        SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]],TOWGS84[0,0,0,0,0,0,0],AUTHORITY["EPSG","6258"]],
        PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],
        AUTHORITY["EPSG","4258"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],
        PARAMETER["central_meridian",9],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],
        PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],
        AUTHORITY["EPSG","25832"]]
        """;

    private static readonly MathTransform ToDegrees = new CoordinateTransformationFactory()
        .CreateFromCoordinateSystems(
            new CoordinateSystemFactory().CreateFromWkt(Etrs89Utm32.ReplaceLineEndings("")), GeographicCoordinateSystem.WGS84)
        .MathTransform;

    // EPSG:4647 is the same grid with the zone's number before the easting, as some surveys write it.
    private const double ZonePrefixMeters = 32_000_000;

    /// <summary>
    /// Degrees of a place in metres (EPSG:25832, or EPSG:4647 with the zone before the easting). A place in degrees already,
    /// longitude first as the columns say, is taken as it is: no grid has such numbers.
    /// </summary>
    /// <exception cref="Csv.RowProblemException">Not a place in Germany; says so where the two numbers are swapped.</exception>
    public static (double Latitude, double Longitude) Convert(double easting, double northing)
    {
        if (IsPlace(northing, easting))
        {
            throw new Csv.RowProblemException("Rechtswert und Hochwert sind vertauscht / easting and northing are swapped");
        }

        if (!IsPlace(easting, northing))
        {
            throw new Csv.RowProblemException(string.Create(
                CultureInfo.InvariantCulture,
                $"Koordinaten liegen nicht in Deutschland (Meter in EPSG:25832 oder Grad in WGS 84): {easting:0.#####} / {northing:0.#####} / coordinates are not in Germany"));
        }

        if (IsLongitude(easting))
        {
            return (northing, easting);
        }

        var (longitude, latitude) = ToDegrees.Transform(easting > ZonePrefixMeters ? easting - ZonePrefixMeters : easting, northing);
        return (Math.Round(latitude, 8), Math.Round(longitude, 8));
    }

    private static bool IsPlace(double easting, double northing) =>
        (IsNorthing(northing) && (IsEasting(easting) || IsEasting(easting - ZonePrefixMeters))) || (IsLongitude(easting) && IsLatitude(northing));

    private static bool IsLongitude(double degrees) => degrees is > 5 and < 16;

    private static bool IsLatitude(double degrees) => degrees is > 47 and < 56;

    private static bool IsEasting(double meters) => meters is > 200_000 and < 950_000;

    private static bool IsNorthing(double meters) => meters is > 5_200_000 and < 6_150_000;
}
