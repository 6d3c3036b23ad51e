using Xunit;

namespace AnSinh.Law.Tests.Pack;

public sealed class DiscreetTests
{
    [Fact]
    public void Benefits_that_only_a_sensitive_fact_opens_are_discreet_and_no_others() => Assert.Equal(
        ["tgxh.3", "tgxh.8"],
        InstalledPack.Pack.Benefits.All.Where(benefit => InstalledPack.Pack.IsDiscreet(benefit.Id)).Select(benefit => benefit.Id.Value).Order(StringComparer.Ordinal));
}
