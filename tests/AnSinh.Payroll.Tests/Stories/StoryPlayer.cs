using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;

namespace AnSinh.Payroll.Tests.Stories;

/// <summary>
/// Plays a story through a real register and payroll: on each day what became known that day is recorded, and on the cut-off day of each month every commune of the story draws up and approves its run.
/// </summary>
public sealed class StoryPlayer : IDisposable
{
    private readonly Story _story;
    private readonly Dictionary<string, PersonId> _ids = [];
    private readonly SortedDictionary<DateOnly, List<Action<RegistryCommit>>> _events = [];
    private readonly HouseholdId _household = new("h-story");
    private readonly IReadOnlyList<PlaceCode> _places;

    public StoryPlayer(Story story)
    {
        _story = story;
        var days = story.People.SelectMany(person => person.Awards.Select(award => award.Known).Concat(person.Facts.Select(fact => fact.Known).OfType<DateOnly>()))
            .Append(story.Runs[0].CutOff);
        var first = days.Min().AddDays(-1);
        World = new PayrollWorld(first);
        _places = [.. story.People.SelectMany(person => person.Awards).Select(award => award.Place).OfType<string>().Append(story.Place).Distinct().Order().Select(PlaceCode.Parse)];
        Tell(first);
    }

    public PayrollWorld World { get; }

    public IReadOnlyList<PlaceCode> Places => _places;

    public void Dispose() => World.Dispose();

    /// <summary>Plays one month and says what its runs say, in the story's words.</summary>
    public IReadOnlyList<ToldLine> Play(ToldRun told)
    {
        foreach (var day in _events.Keys.Where(day => day <= told.CutOff).ToList())
        {
            World.Today = day;
            World.Record(commit => _events[day].ForEach(write => write(commit)));
            _events.Remove(day);
        }

        World.Today = told.CutOff;
        var lines = new List<ToldLine>();
        foreach (var place in _places)
        {
            var result = RunMonth.Execute(World.Book, new RunRequest(place, told.Month, "lap", told.CutOff, told == _story.Runs[0] ? _story.Takeover : null));
            CheckRun.Execute(World.Book, result.Run.Id, "kiem");
            ApproveRun.Execute(World.Book, result.Run.Id, "duyet", [], acceptAll: true);
            lines.AddRange(result.Content.Lines.Select(line => new ToldLine(
                Name(line.Person), line.Benefit.Value, line.Month, line.Kind == LineKind.Regular ? "regular" : "arrears", line.Amount.Amount)));
            lines.AddRange(result.Content.Receivables.Select(claim => new ToldLine(Name(claim.Person), claim.Benefit.Value, claim.Month, "receivable", claim.Amount.Amount)));
        }

        return [.. lines.Order()];
    }

    private string Name(PersonId person) => _ids.Single(pair => pair.Value == person).Key;

    private void Tell(DateOnly first)
    {
        World.Record(commit =>
        {
            commit.RegisterHousehold(_household, PlaceCode.Parse(_story.Place));
            foreach (var (person, index) in _story.People.Select((person, index) => (person, index)))
            {
                _ids[person.Id] = commit.RegisterPerson(ProvisionalNumber.OfSerial(index + 1), new PersonDetails(person.Id, person.Born, person.Sex));
                commit.SetMembership(_ids[person.Id], new Membership(_household, person.Relation, DateRange.Always));
            }

            foreach (var source in PayrollWorld.Pack.Facts.Sources.Where(source => source.Code != "survey"))
            {
                foreach (var place in _places)
                {
                    commit.RecordCoverage(source.Code, place, new DateOnly(2050, 12, 31));
                }
            }
        });
        foreach (var fact in _story.Household)
        {
            On(fact.Known ?? first, commit => commit.RecordFact(_household, Entry(fact)));
        }

        foreach (var person in _story.People)
        {
            foreach (var fact in person.Facts)
            {
                On(fact.Known ?? first, commit => commit.RecordFact(_ids[person.Id], Entry(fact)));
            }

            if (person.Died is { } died)
            {
                On(died.Known ?? first, commit => commit.RecordDeath(_ids[person.Id], died.Day));
            }

            foreach (var (award, index) in person.Awards.Select((award, index) => (award, index)))
            {
                On(award.Known, commit => commit.GrantAward(new AwardDecision
                {
                    Person = _ids[person.Id],
                    Benefit = new BenefitId(award.Benefit),
                    Place = PlaceCode.Parse(award.Place ?? _story.Place),
                    DecisionNumber = $"{index + 1}/QĐ-UBND",
                    Decided = award.Decided,
                    Certificate = award.Certificate,
                    From = award.From,
                    To = award.To,
                }));
            }
        }
    }

    private FactEntry Entry(ToldFact fact) =>
        new(fact.Code, fact.Value is { } value && _ids.TryGetValue(value, out var person) ? person.Value : fact.Value, fact.Valid);

    private void On(DateOnly day, Action<RegistryCommit> write)
    {
        if (!_events.TryGetValue(day, out var writes))
        {
            _events.Add(day, writes = []);
        }

        writes.Add(write);
    }
}
