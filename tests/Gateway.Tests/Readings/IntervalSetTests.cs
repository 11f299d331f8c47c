using CsCheck;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Readings;

public class IntervalSetTests
{
    [Fact]
    public void It_behaves_as_a_set_of_numbers_whatever_is_done_to_it() =>
        Gen.Select(Gen.Int[0, 2], Gen.UInt[0, 40], Gen.UInt[0, 5]).Array[0, 120].Sample(steps =>
        {
            var set = new IntervalSet();
            var plain = new SortedSet<uint>();
            foreach (var (what, counter, length) in steps)
            {
                switch (what)
                {
                    case 0:
                        Assert.Equal(plain.Add(counter), set.Add(counter));
                        break;
                    case 1:
                        plain.Remove(counter);
                        set.Remove(counter);
                        break;
                    default:
                        for (var next = counter; next <= counter + length; next++)
                            plain.Add(next);
                        set.AddRange(counter, counter + length);
                        break;
                }
            }

            Assert.Equal(plain, set.Ranges.SelectMany(range => Enumerable.Range((int)range.First, (int)(range.Last - range.First) + 1).Select(counter => (uint)counter)));
            Assert.All(set.Ranges.Zip(set.Ranges.Skip(1)), pair => Assert.True(pair.First.Last + 1 < pair.Second.First));
        });

    [Fact]
    public void The_ends_of_the_counter_are_counters_like_others()
    {
        var set = new IntervalSet();

        Assert.True(set.Add(uint.MaxValue));
        Assert.True(set.Add(0));
        Assert.True(set.Add(uint.MaxValue - 1));
        Assert.False(set.Add(uint.MaxValue));
        Assert.Equal([(0u, 0u), (uint.MaxValue - 1, uint.MaxValue)], set.Ranges);
    }

    [Fact]
    public void A_year_without_loss_is_one_range()
    {
        var set = new IntervalSet();
        for (uint counter = 0; counter < 35_040; counter++)
            set.Add(counter);

        Assert.Single(set.Ranges);
    }
}
