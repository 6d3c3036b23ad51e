namespace AnSinh.Law;

/// <summary>A fact of a person that names another member of the household.</summary>
/// <param name="Person">Place of the person in the block.</param>
/// <param name="Fact">Index in <see cref="PeopleDictionary.LinkFacts"/>.</param>
/// <param name="Member">Place of the member named, in the household.</param>
public readonly record struct MemberLink(int Person, byte Fact, byte Member);

/// <summary>Where a household stands in its block.</summary>
/// <param name="Number">Its place among the households.</param>
/// <param name="First">Place of its first member.</param>
/// <param name="FirstLink">Place of its members' first link.</param>
/// <param name="EndLink">The place after their last.</param>
public readonly record struct HouseholdAt(PeopleBlock Block, int Number, int First, int Size, int FirstLink, int EndLink)
{
    public ReadOnlySpan<MemberLink> Links => Block.Links.AsSpan(FirstLink, EndLink - FirstLink);

    public CaseHousehold Case(PeopleDictionary dictionary) => Block.Household(dictionary, Number, First, FirstLink);
}

/// <summary>
/// Whole households as columns: one after another, the members of each in a row. Arrays may be longer than what they hold, so that a reader can fill the same block again.
/// </summary>
public sealed class PeopleBlock
{
    /// <summary>Households in a full block.</summary>
    public const int Full = 4_096;

    /// <summary>Day 0 of <see cref="Born"/>; the last day that fits is 2049-06-05.</summary>
    public static readonly DateOnly FirstDay = new(1870, 1, 1);

    public int Households { get; set; }
    public int Persons { get; set; }

    /// <summary>Members of each household, at most 255.</summary>
    public byte[] Sizes { get; set; } = [];

    /// <summary>Per household, index into <see cref="PeopleDictionary.Households"/>.</summary>
    public int[] HouseholdProfiles { get; set; } = [];

    /// <summary>Per person, days since <see cref="FirstDay"/> of the earliest day on which the person may be born.</summary>
    public ushort[] Born { get; set; } = [];

    /// <summary>Per person, index into <see cref="PeopleDictionary.Persons"/>.</summary>
    public int[] Profiles { get; set; } = [];

    /// <summary>Links between members, by person and fact.</summary>
    public MemberLink[] Links { get; set; } = [];
    public int LinkCount { get; set; }

    /// <summary>Per household, millionths of a household that it stands for; empty where each stands for itself.</summary>
    public long[] Weights { get; set; } = [];

    /// <summary>Per household, VND a month for each member; empty where no income is known.</summary>
    public long[] Incomes { get; set; } = [];

    /// <summary>Per household, number of the ethnic group in the official list (1 to 54; 0 not known); empty where nothing is known of it.</summary>
    public byte[] EthnicGroups { get; set; } = [];

    public ReadOnlySpan<MemberLink> AllLinks => Links.AsSpan(0, LinkCount);

    /// <summary>The households, one after another.</summary>
    public IEnumerable<HouseholdAt> InTurn()
    {
        for (var (household, first, link) = (0, 0, 0); household < Households; household++)
        {
            var (size, firstLink) = (Sizes[household], link);
            while (link < LinkCount && Links[link].Person < first + size)
            {
                link++;
            }

            yield return new HouseholdAt(this, household, first, size, firstLink, link);
            first += size;
        }
    }

    /// <summary>The household as a case. People are called by their place in it (<c>00</c>, <c>01</c>, ...), the household by its place in the block.</summary>
    /// <param name="first">Place of its first member in the block.</param>
    /// <param name="firstLink">Place of its members' first link.</param>
    public CaseHousehold Household(PeopleDictionary dictionary, int household, int first, int firstLink)
    {
        var profile = dictionary.Households[HouseholdProfiles[household]];
        var people = new CasePerson[Sizes[household]];
        for (var (index, link) = (0, firstLink); index < people.Length; index++)
        {
            var person = dictionary.Persons[Profiles[first + index]];
            List<CaseFact>? linked = null;
            for (; link < LinkCount && Links[link].Person == first + index; link++)
            {
                (linked ??= [.. person.Facts]).Add(new CaseFact(dictionary.LinkFacts[Links[link].Fact], IdOf(Links[link].Member).Value));
            }

            people[index] = new CasePerson
            {
                Id = IdOf(index),
                Born = BornOf(Born[first + index], person.BornPrecision),
                Sex = person.Sex,
                Died = person.Died,
                Facts = linked ?? person.Facts,
                Awards = person.Awards,
            };
        }

        return new CaseHousehold
        {
            Id = new HouseholdId(household.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)),
            Place = profile.Place,
            Province = profile.Province,
            Facts = profile.Facts,
            Coverage = profile.Coverage,
            People = people,
        };
    }

    public static PersonId IdOf(int member) => new(member.ToString("000", System.Globalization.CultureInfo.InvariantCulture));

    public static BirthDate BornOf(ushort day, DatePrecision precision)
    {
        var date = FirstDay.AddDays(day);
        return precision switch
        {
            DatePrecision.Day => BirthDate.OfDay(date),
            DatePrecision.Month => BirthDate.OfMonth(date.Year, date.Month),
            _ => BirthDate.OfYear(date.Year),
        };
    }
}
