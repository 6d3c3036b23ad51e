using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>A fact of a person that names another member.</summary>
/// <param name="Person">Place of the person.</param>
/// <param name="Fact">Index in <see cref="PeopleDictionary.LinkFacts"/>.</param>
/// <param name="Member">Place of the member named, in the household.</param>
internal readonly record struct NamedMember(int Person, byte Fact, byte Member);

/// <summary>A record of a fact that ends within sight.</summary>
/// <param name="Code">Number of its code.</param>
/// <param name="Day">Its last day, as yyyymmdd.</param>
internal readonly record struct EndingFact(int Person, int Code, int Day, long Known, long Entry) : IComparable<EndingFact>
{
    public int CompareTo(EndingFact other) => (Person, Known, Entry).CompareTo((other.Person, other.Known, other.Entry));
}

/// <summary>
/// A register in a month, as columns: households by commune and id, their members one after another by id. About 40 bytes a person and 60 a household stay in memory; what is recorded of them
/// is shared by all who are alike in it.
/// </summary>
internal sealed class RegisterColumns
{
    public required IReadOnlyList<HouseholdId> HouseholdIds { get; init; }

    /// <summary>Per household, index into <see cref="Communes"/>.</summary>
    public required int[] CommuneOf { get; init; }
    public required IReadOnlyList<(PlaceCode Place, PlaceCode Province)> Communes { get; init; }

    /// <summary>Per household, its series of profiles.</summary>
    public required int[] HouseholdSeries { get; init; }

    /// <summary>Households that only the determiner itself can decide.</summary>
    public required bool[] IsApart { get; init; }

    /// <summary>Place of the first member of each household, and one more.</summary>
    public required int[] First { get; init; }
    public required PersonKey[] Ids { get; init; }
    public required DateOnly[] Born { get; init; }

    /// <summary>Per person, the series of profiles.</summary>
    public required int[] Series { get; init; }

    /// <summary>Per person, what decisions pay in the month.</summary>
    public required int[] Served { get; init; }

    /// <summary>People whose birthdays and papers nobody looks ahead for: the dead, and those whose day of birth is open.</summary>
    public required bool[] HasNoTurns { get; init; }

    /// <summary>By person and fact.</summary>
    public required NamedMember[] Links { get; init; }

    /// <summary>By person, and in the order in which they became known.</summary>
    public required EndingFact[] Endings { get; init; }

    public required RegisterProfiles Profiles { get; init; }
    public required ServedAwards ServedAwards { get; init; }
    public required TextNumbers Codes { get; init; }
}
