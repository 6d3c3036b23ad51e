using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Changes;

/// <summary>What stands where a change is asked for, as one line that two readers can compare. Numbers are masked.</summary>
public sealed class CurrentRecords(CaseBook book, RegistrySnapshot snapshot, HouseholdId? household)
{
    public string Of(RequestedChange change) => change switch
    {
        FactChange fact => Facts(fact),
        DetailsChange details => snapshot.Person(book.Scope, details.Person) is { } person ? $"{person.FullName}, {person.Born}, {person.Sex}, {person.EthnicGroup}" : "-",
        NumberChange number => string.Join(" ", snapshot.Numbers(book.Scope, number.Person)),
        AccountChange account => snapshot.Accounts(book.Scope, new HashSet<PersonId> { account.Payee }, account.From).TryGetValue(account.Payee, out var current) ? $"{current} {current.Holder}" : "-",
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    /// <exception cref="CaseConflictException">Something else stands there than was seen.</exception>
    internal void RequireAsSeen(IEnumerable<RequestedChange> changes)
    {
        foreach (var change in changes)
        {
            if (Of(change) is var now && now != change.Seen)
            {
                throw new CaseConflictException(What(change), change.Seen, now);
            }
        }
    }

    private string Facts(FactChange fact)
    {
        var records = fact.Person is { } person ? snapshot.Facts(book.Scope, person) : household is { } id ? snapshot.Facts(book.Scope, id) : [];
        var found = records.Where(record => record.Fact.Code == fact.Code && record.Fact.Valid.Overlaps(fact.From, fact.To ?? DateOnly.MaxValue))
            .Select(record => $"{record.Fact.Value ?? "-"} [{record.Fact.Valid}] {record.Key.KnownFrom}.{record.Key.Entry} {record.RecordedBy}").ToList();
        return found.Count == 0 ? "-" : string.Join("; ", found);
    }

    private Bilingual What(RequestedChange change) => change switch
    {
        FactChange fact => book.Pack.Facts.Find(fact.Code)?.Label ?? new(fact.Code, fact.Code),
        DetailsChange => new("Họ tên, ngày sinh, giới tính", "Name, birth and sex"),
        NumberChange => new("Số định danh", "The number"),
        _ => new("Tài khoản nhận tiền", "The account"),
    };
}
