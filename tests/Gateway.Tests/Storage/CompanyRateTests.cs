using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Tests.Storage;

public class CompanyRateTests
{
    private readonly CompanyRate _rate = new();

    [Fact]
    public void Nothing_seen_is_no_company() => Assert.Equal(0, _rate.PerSecond);

    [Fact]
    public void Who_is_alone_has_none_however_often_he_comes()
    {
        for (var commit = 0; commit < 1000; commit++)
            _rate.Note(company: 0, busySeconds: 0.002, sinceLastSeconds: 0.003);

        Assert.Equal(0, _rate.PerSecond);
    }

    [Fact]
    public void One_commit_teaches_it_the_rate()
    {
        _rate.Note(company: 2, busySeconds: 0.002, sinceLastSeconds: 1);

        Assert.Equal(1000, _rate.PerSecond, 3);
    }

    [Theory]
    [InlineData(20_000, 1_000, 0.002)]
    [InlineData(1_000, 20, 0.040)]
    [InlineData(20, 1_000, 0.100)]
    public void It_follows_a_change_of_load_within_three_seconds(double before, double after, double busySeconds)
    {
        Load(before, seconds: 10);
        Load(after, seconds: 3);

        Assert.InRange(_rate.PerSecond, after * 0.6, after * 1.6);

        void Load(double perSecond, double seconds)
        {
            var due = 0.0;
            for (var passed = 0.0; passed < seconds; passed += busySeconds)
            {
                due += perSecond * busySeconds;
                _rate.Note((int)due, busySeconds, busySeconds);
                due -= (int)due;
            }
        }
    }

    [Fact]
    public void Silence_leaves_the_rate_as_it_was_until_the_next_commit_tells()
    {
        _rate.Note(company: 100, busySeconds: 0.1, sinceLastSeconds: 0.1);
        _rate.Note(company: 0, busySeconds: 0.002, sinceLastSeconds: 3600);

        Assert.Equal(0, _rate.PerSecond, 3);
    }

    [Fact]
    public void A_clock_too_coarse_to_see_the_commit_divides_by_nothing()
    {
        _rate.Note(company: 3, busySeconds: 0, sinceLastSeconds: 0);

        Assert.Equal(0, _rate.PerSecond);
    }
}
