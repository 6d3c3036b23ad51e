using AnSinh.Dmn;

namespace AnSinh.Law;

/// <summary>Asks the contradictions tables of the pack about the person with whom the session was begun.</summary>
internal sealed class ContradictionFinder(LawPack pack, LawSession session)
{
    public IReadOnlyList<Contradiction> Find(PersonId person)
    {
        List<Contradiction>? found = null;
        foreach (var decision in pack.Benefits.Contradictions)
        {
            var run = session.Table(decision);
            if (!run.HasHit)
            {
                continue;
            }

            foreach (var hit in run.Hits)
            {
                var note = pack.Models.Notes.Of(run.Table, hit.Index);
                (found ??= []).Add(new Contradiction(note.Text, note.Ref, FactsOf(run, hit.Index, person), pack.Benefits.Named(note.Stops)));
            }
        }

        return found ?? (IReadOnlyList<Contradiction>)[];
    }

    /// <summary>A table erred: nobody can say whether the facts agree, so every benefit stops.</summary>
    public Contradiction Erred(Bilingual reason) => new(reason, "", [], pack.Benefits.All.Select(benefit => benefit.Id).ToHashSet());

    private List<string> FactsOf(TableRun run, int row, PersonId person) =>
        [.. run.Rule(row).Cells.Where(cell => cell.Outcome != CellOutcome.Irrelevant)
            .SelectMany(cell => pack.Models.Columns.Of(run.Table, cell.Column).Facts)
            .Select(pack.Facts.Find).OfType<FactDefinition>()
            .Select(fact => fact.Code + HouseholdInputs.Of + (fact.Subject == FactSubject.Household ? "household" : person.Value)).Distinct()];
}
