using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Payees;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>
/// Lines of the run before that are those of this run too: the law said then until which month it answers the same, it has not changed, and nothing that counts for these people is known otherwise since. They are
/// taken over; everybody else is decided. Whoever is in doubt is decided: several ids, several areas, several lines, another payee, payments that came back, months paid by others.
/// </summary>
internal sealed class CarryForward
{
    private readonly PayrollBook _book;
    private readonly PayrollRun _run;
    private readonly PayrollRun _previous;
    private readonly HashSet<PersonId> _fresh;

    private CarryForward(PayrollBook book, PayrollRun run, PayrollRun previous, HashSet<PersonId> fresh) => (_book, _run, _previous, _fresh) = (book, run, previous, fresh);

    /// <summary>Null where everybody must be decided: no run before, another law, law that reaches back, months of takeover ahead.</summary>
    public static CarryForward? Of(PayrollBook book, DbConnection connection, PayrollRun run, Takeover takeover)
    {
        if (run.PreviousRun is not { } id || RunStore.Find(connection, id) is not { } previous || previous.LawPack != run.LawPack || previous.Form != run.Form || previous.Month.Next != run.Month
            || !LawHorizon.SameLaw(book.Pack, previous.Month, previous.CutOff, run.Month, run.CutOff)
            || LawChanges.Between(book.Pack, previous.CutOff, run.CutOff, run.Area).Any(change => change.From < run.Month)
            || takeover.ByBenefit.Values.Any(month => month >= run.Month))
        {
            return null;
        }

        var snapshot = book.RegisterAt(run.RegistryNumber);
        var fresh = new HashSet<PersonId>(book.ChangedBetween(previous.RegistryNumber, run.RegistryNumber).Keys);
        fresh.UnionWith(book.MovingBetween(run.RegistryNumber, previous.Month));
        fresh.UnionWith(snapshot.AwardedElsewhereToo(AreaScope.Of(run.Area)));
        fresh.UnionWith(PayeeMandates.At(connection, run.RegistryNumber, run.Month.First).SelectMany(mandate => new[] { mandate.Person, snapshot.Canonical(mandate.Person) }));
        fresh.UnionWith(new ReturnedReader(connection, run.BooksNumber).Read(run.Area, _ => null).SelectMany(payment => payment.Items).SelectMany(item => new[] { item.Person, snapshot.Canonical(item.Person) }));
        fresh.UnionWith(connection.Query<string>("select distinct person_id from payroll_paid_before where month_to >= @month", new { month = run.Month.ToString() })
            .Select(person => snapshot.Canonical(new PersonId(person))));
        return new CarryForward(book, run, previous, fresh);
    }

    /// <summary>The lines that are taken over for some people, who of them must be decided, and who was paid and has no award of the area any more.</summary>
    /// <param name="awarded">The people with an award of the area, each with whether it reaches the run's month; without those of several ids.</param>
    /// <param name="merged">Those of several ids with an award of the area.</param>
    /// <param name="buckets">Of the people.</param>
    public (PayLine[] Lines, HashSet<PersonId> Decide, HashSet<PersonId> Gone) In(IReadOnlyDictionary<PersonId, bool> awarded, IReadOnlySet<PersonId> merged, BucketRange buckets)
    {
        var snapshot = _book.RegisterAt(_run.RegistryNumber);
        var (decide, gone) = (awarded.Keys.Where(_fresh.Contains).ToHashSet(), new HashSet<PersonId>());
        var found = new Dictionary<PersonId, PayLine>();
        foreach (var line in new LineReader(_book.Database, _previous).In(buckets).Where(line => line.Kind == LineKind.Regular))
        {
            if (!awarded.TryGetValue(line.Person, out var reaches))
            {
                if (!merged.Contains(snapshot.Canonical(line.Person)))
                {
                    gone.Add(line.Person);
                }
            }
            else if (!Carries(line) || !reaches || !found.TryAdd(line.Person, line))
            {
                // Of several lines of one person none is taken over.
                decide.Add(line.Person);
            }
        }

        decide.UnionWith(awarded.Where(person => person.Value && !found.ContainsKey(person.Key)).Select(person => person.Key));
        var lines = found.Values.Where(line => !decide.Contains(line.Person)).ToArray();
        AllCores.Each(lines.Length, index => lines[index] = lines[index] with
        {
            Id = DerivedId.Line(_run.Id, lines[index].Award.Value, lines[index].Benefit.Value, _run.Month.ToString(), "1"),
            Month = _run.Month,
        });
        return (lines, decide, gone);
    }

    private bool Carries(PayLine line) =>
        line.UnchangedUntil >= _run.Month && line.Payee == line.Person.Value && line.PayeeRole == "self" && line.Sequence == 1 && line.Amount == line.Due;
}
