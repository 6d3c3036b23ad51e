namespace AnSinh.Law;

/// <summary>How the register computes an indicator: who is looked at, and two FEEL conditions over <c>person</c>, <c>household</c> and <c>month</c>.</summary>
public sealed record IndicatorMeasure(FactSubject Of, string Among, string Counts);

/// <summary>Something that is monitored: what it is, in what unit, who answers for it, and how it is computed where the register can.</summary>
public sealed record Indicator
{
    public required string Id { get; init; }
    public required Bilingual Name { get; init; }
    public required Bilingual Definition { get; init; }
    public required string Unit { get; init; }
    public required bool HigherIsBetter { get; init; }
    public required Bilingual Responsible { get; init; }
    public required Bilingual Source { get; init; }

    /// <summary>Null for indicators whose values are entered with evidence.</summary>
    public IndicatorMeasure? Measure { get; init; }

    internal static Indicator Read(PackNode node)
    {
        node.Only("id", "name", "definition", "unit", "better", "responsible", "source", "measure");
        return new Indicator
        {
            Id = node.Required("id").Text(),
            Name = node.Required("name").Bilingual(),
            Definition = node.Required("definition").Bilingual(),
            Unit = node.Required("unit").Text(),
            HigherIsBetter = node.Required("better").OneOf("higher", "lower") == "higher",
            Responsible = node.Required("responsible").Bilingual(),
            Source = node.Required("source").Bilingual(),
            Measure = node.Optional("measure") is { } measure
                ? new IndicatorMeasure(
                    measure.Only("of", "among", "counts").Required("of").OneOf("person", "household") == "person" ? FactSubject.Person : FactSubject.Household,
                    measure.Required("among").Text(), measure.Required("counts").Text())
                : null,
        };
    }
}
