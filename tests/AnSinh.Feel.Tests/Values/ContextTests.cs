namespace AnSinh.Feel.Tests.Values;

public class ContextTests
{
    [Fact]
    public void Contexts_of_one_shape_share_its_names()
    {
        FeelShape shape = new("age", "income");
        FeelContext person = new(shape, [FeelValue.Of(80), FeelValue.Of(0)]);
        Assert.Equal(FeelValue.Of(80), person["age"]);
        Assert.True(person["sex"].IsNull);
        Assert.False(person.TryGet("sex", out _));
        Assert.Throws<ArgumentException>(() => new FeelContext(shape, []));
        Assert.Throws<ArgumentException>(() => new FeelShape("a", "a"));
    }

    [Theory]
    [InlineData("{a: 1, \"b c\": [true, null], d: \"x\\\"y\"}")]
    [InlineData("[1..5)")]
    [InlineData("(< 5)")]
    [InlineData("[@\"2026-01-01\"..@\"2026-12-31\"]")]
    [InlineData("[@\"10:00:00+07:00\", @\"P1DT2H\", @\"P1Y2M\", @\"2026-01-01T10:00:00.5Z\"]")]
    [InlineData("{\"1st\": \"\\n\"}")]
    public void The_text_of_a_value_gives_the_value_again(string text)
    {
        FeelValue value = Run.Standard(text);
        Assert.Equal(value, Run.Standard(value.ToString()));
        Assert.NotEqual(FeelValue.Null, value);
    }

    [Fact]
    public void A_value_is_read_only_as_what_it_is() => Assert.Throws<InvalidOperationException>(() => FeelValue.Of(1).AsString);
}
