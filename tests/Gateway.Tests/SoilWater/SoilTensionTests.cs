using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.SoilWater;

public class SoilTensionTests
{
    [Theory]
    [InlineData(-875.9, 3.9424)]
    [InlineData(-1145.6, 4.0590)]
    [InlineData(-10, 2)]
    [InlineData(25, 2.3979)]
    public void PF_is_the_logarithm_of_the_suction_in_hectopascal(double kilopascal, double pf) =>
        Assert.Equal(pf, SoilTension.ToPf(kilopascal)!.Value, 0.0001);

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Where_there_is_no_suction_there_is_no_pF(double kilopascal) => Assert.Null(SoilTension.ToPf(kilopascal));
}
