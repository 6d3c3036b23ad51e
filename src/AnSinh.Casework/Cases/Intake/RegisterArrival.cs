using AnSinh.Casework.Cases.Duplicates;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Intake;

/// <summary>Somebody at the counter who is in no register.</summary>
/// <param name="Number">The social security number; null for somebody without papers, who gets a provisional number.</param>
/// <param name="Household">A household to belong to; null: a new one.</param>
/// <param name="Evidence">What attests who this is: a birth certificate, the village head's word.</param>
public sealed record Arrival(
    PersonDetails Details, IdentityNumber? Number, PlaceCode Commune, string Village, HouseholdId? Household, string Relation, DateOnly Since, string Evidence);

/// <summary>The person registered, and the number under which.</summary>
public sealed record RegisteredArrival(PersonId Person, IdentityNumber Number, HouseholdId Household);

/// <summary>
/// Registers people where they stand, papers or none: they are exactly who is left behind. Entries that may be the same person are shown first, and have to be named as somebody else.
/// </summary>
public static class RegisterArrival
{
    /// <param name="book">The cases.</param>
    /// <param name="arrival">Who.</param>
    /// <param name="otherThan">Namesakes who were looked at and are somebody else.</param>
    /// <param name="actor">Who registers.</param>
    /// <exception cref="CaseRefusedException">A number of somebody else, likely entries not looked at, or a place outside the area; every fault is listed.</exception>
    public static RegisteredArrival Execute(CaseBook book, Arrival arrival, IReadOnlySet<PersonId> otherThan, string actor)
    {
        CaseBook.RequireActor(actor);
        using var step = new CaseStep(book, actor, "person.arrive");
        CaseRefusedException.ThrowIfAny([.. Faults(step, arrival, otherThan)]);
        // A provisional number counts with the commits: no two arrivals have one, and an import that took it is passed over.
        var number = arrival.Number ?? Provisional(step);
        var household = arrival.Household ?? new HouseholdId(FormattableString.Invariant($"H{arrival.Commune}-{step.Write.Number}"));
        if (arrival.Household is null)
        {
            step.Registry.RegisterHousehold(household, arrival.Commune, arrival.Since, arrival.Village);
        }

        var person = step.Registry.RegisterPerson(number, arrival.Details);
        step.Registry.SetMembership(person, new Membership(household, arrival.Relation, new DateRange(arrival.Since, null)));
        step.Write.Audit("person.arrive", person.Value, arrival.Evidence);
        step.Commit();
        return new RegisteredArrival(person, number, household);
    }

    private static IdentityNumber Provisional(CaseStep step)
    {
        var serial = int.CreateChecked(step.Write.Number.Value);
        while (step.Snapshot.PersonByNumber(AreaScope.All, ProvisionalNumber.OfSerial(serial)) is not null)
        {
            serial++;
        }

        return ProvisionalNumber.OfSerial(serial);
    }

    private static IEnumerable<Bilingual> Faults(CaseStep step, Arrival arrival, IReadOnlySet<PersonId> otherThan)
    {
        var book = step.Book;
        if (!arrival.Commune.IsCommune || PlaceDirectory.VietNam.Find(arrival.Commune) is null || !book.Scope.Allows(arrival.Commune, PlaceDirectory.VietNam.ProvinceOf(arrival.Commune)))
        {
            yield return new($"Xã {arrival.Commune} không có hoặc ngoài địa bàn.", $"Commune {arrival.Commune} does not exist or lies outside the area.");
        }

        if (PersonName.Normalise(arrival.Details.FullName) is { Length: 0 or > PersonName.MaxLength })
        {
            yield return new($"Họ tên cần từ 1 đến {PersonName.MaxLength} chữ.", $"A name has 1 to {PersonName.MaxLength} characters.");
        }

        if (arrival.Since > step.Today || arrival.Details.Born.Earliest > step.Today)
        {
            yield return new("Ngày chưa đến.", "A day that has not come.");
        }

        if (string.IsNullOrWhiteSpace(arrival.Evidence))
        {
            yield return new("Cần nêu căn cứ: giấy tờ, hoặc ai xác nhận.", "Say what attests it: a paper, or who confirms.");
        }

        if (arrival.Household is { } household && step.Snapshot.Household(book.Scope, household, BenefitMonth.Of(step.Today)) is null)
        {
            yield return new($"Không có hộ {household} ở địa bàn này.", $"There is no household {household} in this area.");
        }

        if (arrival.Number is { } number && step.Snapshot.PersonByNumber(AreaScope.All, number) is not null)
        {
            yield return DuplicateSearch.SameNumber(book, step.Snapshot, number);
        }

        foreach (var namesake in new DuplicateSearch(book).Like(arrival.Details).Where(namesake => !otherThan.Contains(namesake.Id)))
        {
            yield return new(
                $"Có thể đã có trong sổ: {namesake.Id} {namesake.FullName}, {namesake.Born}. Nếu là người khác, hãy nêu mã đó.",
                $"May be in the register already: {namesake.Id} {namesake.FullName}, {namesake.Born}. If this is somebody else, name that id.");
        }
    }
}
