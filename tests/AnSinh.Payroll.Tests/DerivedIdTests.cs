using Xunit;

namespace AnSinh.Payroll.Tests;

public sealed class DerivedIdTests
{
    [Fact]
    public void Ids_are_made_from_their_parts_and_fit_the_fields_of_messages()
    {
        Assert.Equal(DerivedId.Line("r", "a", "2026-11", "1"), DerivedId.Line("r", "a", "2026-11", "1"));
        Assert.Equal(28, DerivedId.Payment("x").Length);
        Assert.Matches("^AP[0-9A-HJKMNP-TV-Z]{26}$", DerivedId.Payment("x"));
    }

    [Fact]
    public void Other_parts_give_other_ids() =>
        Assert.Equal(5, new[] { DerivedId.Line("a", "b"), DerivedId.Line("ab"), DerivedId.Line("a", "b", ""), DerivedId.Line("b", "a"), DerivedId.Payment("a", "b") }.Distinct().Count());

    [Theory]
    [InlineData("SALARY-11", false)]
    [InlineData("AP", false)]
    [InlineData("AL00000000000000000000000000", false)]
    [InlineData("AP00000000000000000000000000", true)]
    [InlineData("AP0000000000000000000000000u", false)]
    public void Our_references_are_told_from_others(string reference, bool ours) => Assert.Equal(ours, DerivedId.IsPayment(reference));
}
