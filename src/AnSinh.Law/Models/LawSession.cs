using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>The level of a claim: the amount context of the model, and every table row it came from.</summary>
internal sealed record LevelResult(FeelValue Value, IReadOnlyList<TableRun> Tables)
{
    /// <summary>The rows that hit, table by table.</summary>
    private (CompiledTable Table, int Row)[] Hits => field ??= [.. Tables.SelectMany(run => run.Hits.Select(hit => (run.Table, hit.Index)))];

    /// <summary>Whether the other one has the same value by the same rows.</summary>
    public bool IsAs(LevelResult other) => Value.IsIdenticalTo(other.Value) && Hits.AsSpan().SequenceEqual(other.Hits);
}

/// <summary>One thread's room for asking the models of a pack.</summary>
internal sealed class LawSession
{
    /// <summary>The engine's code for a table in which no rule hits and that has no default.</summary>
    private const string NoHit = "no-hit";

    private readonly LawModels _models;
    private readonly EvaluationSession _session;

    /// <summary>Levels are asked per benefit; a session of their own keeps the claims' evaluations when the benefit changes.</summary>
    private readonly EvaluationSession _levels;

    /// <summary>False until a level of the person asked about last was asked for: most people have no claim.</summary>
    private bool _levelsBegun;
    private readonly Dictionary<string, List<CompiledInput>> _inputs;

    /// <summary>The inputs that every question about a person gives.</summary>
    private readonly (CompiledInput Input, FeelValue Value)[] _caseInputs;

    public LawSession(LawModels models)
    {
        _models = models;
        var options = new EvaluationOptions { Mode = FeelMode.Strict, Trace = true };
        _session = new EvaluationSession(models.Set, options);
        _levels = new EvaluationSession(models.Set, options);
        _inputs = models.Set.Inputs.GroupBy(input => input.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        _caseInputs = [.. models.Set.Inputs.Where(input => input.Name is "person" or "household" or "month" or "param").Select(input => (input, FeelValue.Null))];
    }

    public void Begin(FeelValue person, FeelValue household, FeelValue month, FeelValue param)
    {
        BeginLevels(person, household, month, param);
        _session.SetInputs(_caseInputs);
    }

    /// <summary>Turns to a person of whom only levels are asked.</summary>
    public void BeginLevels(FeelValue person, FeelValue household, FeelValue month, FeelValue param)
    {
        for (var index = 0; index < _caseInputs.Length; index++)
        {
            _caseInputs[index].Value = _caseInputs[index].Input.Name switch { "person" => person, "household" => household, "month" => month, _ => param };
        }

        _levelsBegun = false;
    }

    /// <summary>Evaluates a decision that is a table and gives its run: rows that hit, that are undecided, that failed.</summary>
    public TableRun Table(ModelDecision decision)
    {
        var compiled = _models.Decision(decision);
        _session.Evaluate(compiled);
        return _session.TableRunOf(compiled)
            ?? throw new LawStopException($"'{decision.Decision}' không phải bảng quyết định", $"'{decision.Decision}' is not a decision table");
    }

    public LevelResult Level(ModelDecision decision, BenefitId benefit)
    {
        if (!_levelsBegun)
        {
            _levels.SetInputs(_caseInputs);
            _levelsBegun = true;
        }

        Set(_levels, "benefit", FeelValue.Of(benefit.Value));
        var compiled = _models.Decision(decision);
        var value = _levels.Evaluate(compiled);
        return new LevelResult(value, _levels.TableRunsBehind(compiled));
    }

    /// <summary>Tables behind the columns that the row tests: those of required decisions and of what they call.</summary>
    public IReadOnlyList<TableRun> TablesBehind(ModelDecision decision, int row)
    {
        List<TableRun>? behind = null;
        foreach (var required in _models.TestedBy(decision, row))
        {
            var runs = _session.TableRunsBehind(required);
            if (runs.Count > 0)
            {
                (behind ??= []).AddRange(runs);
            }
        }

        return behind ?? (IReadOnlyList<TableRun>)[];
    }

    /// <summary>What holds where two claims meet. A model that reads neither amounts nor parameters nor facts is asked once for each pair of benefits.</summary>
    public OverlapRule Overlap(ModelDecision decision, Entitlement first, Entitlement second, bool same)
    {
        var pair = (decision, first.Benefit, first.Per, second.Benefit, second.Per, same);
        if (!_models.Overlaps.TryGetValue(pair, out var rule))
        {
            rule = AskOverlap(decision, first, second, same);
            if (_models.Texts.Of(decision) is { Amounts: false, Parameters.Count: 0, Facts.Count: 0 })
            {
                _models.Overlaps[pair] = rule;
            }
        }

        return rule;
    }

    private OverlapRule AskOverlap(ModelDecision decision, Entitlement first, Entitlement second, bool same)
    {
        Set("a", Candidate(first));
        Set("b", Candidate(second));
        Set("same_person", FeelValue.Of(same));
        Set("spouses", FeelValue.Of(!same));
        TableRun run;
        try
        {
            run = Table(decision);
        }
        catch (DmnEvaluationException stop) when (stop.Reason.Code == NoHit)
        {
            return new OverlapRule(OverlapRelation.NoRule, RowNote.None);
        }

        var row = run.Hits.First();
        var note = _models.Notes.Of(run.Table, row.Index);
        var relation = row.OutputTexts[0].Trim('"') switch
        {
            "both" => OverlapRelation.Both,
            "highest" => OverlapRelation.Highest,
            "a bars b" => OverlapRelation.FirstBarsSecond,
            "b bars a" => OverlapRelation.SecondBarsFirst,
            var other => throw new LawStopException($"quy tắc trùng trả về '{other}'", $"the overlap rule returned '{other}'"),
        };
        return new OverlapRule(relation, note);
    }

    public (BenefitMonth Month, TableRun Run, int Row) Start(ModelDecision decision, Benefit benefit, AwardBasis award, DateOnly born)
    {
        Set("award", FeelValue.Of(FeelContext.Of(
            ("benefit", FeelValue.Of(award.Benefit.Value)), ("group", FeelValue.Of(benefit.Group)), ("decided", FeelValue.Of(award.Decided)),
            ("applied", Day(award.Applied)), ("certificate", Day(award.Certificate)))));
        Set("person", FeelValue.Of(HouseholdInputs.OnlyBorn(_models.PersonShape, born, award.Died)));
        var compiled = _models.Decision(decision);
        FeelValue value;
        try
        {
            value = _session.Evaluate(compiled);
        }
        catch (DmnEvaluationException stop)
        {
            throw new LawStopException(stop.Reason.ToText(vietnamese: true), stop.Reason.ToText(vietnamese: false));
        }

        var run = _session.TableRunsBehind(compiled).LastOrDefault(table => table.Hits.Any());
        if (run is null || value.Kind != FeelKind.Date || value.AsDate.Day != 1)
        {
            throw new LawStopException($"quy tắc bắt đầu không trả lời cho {award.Benefit}", $"the start rule gives no answer for {award.Benefit}");
        }

        return (new BenefitMonth((int)value.AsDate.Year, value.AsDate.Month), run, run.Hits.First().Index);
    }

    /// <summary>A decision's value, with every table it came from.</summary>
    /// <exception cref="LawStopException">A rule errs or none covers the case.</exception>
    public (FeelValue Value, IReadOnlyList<TableRun> Tables) Value(ModelDecision decision)
    {
        var compiled = _models.Decision(decision);
        try
        {
            return (_session.Evaluate(compiled), _session.TableRunsBehind(compiled));
        }
        catch (DmnEvaluationException stop)
        {
            throw new LawStopException(stop.Reason.ToText(vietnamese: true), stop.Reason.ToText(vietnamese: false));
        }
    }

    /// <summary>The day on which a status was decided, for the rules of its first and last day.</summary>
    public void SetDecided(DateOnly decided, FeelValue param)
    {
        Set("decided", FeelValue.Of(decided));
        Set("param", param);
    }

    /// <summary>What the model of suspension says of the months that were not paid, once payment goes on; false where it says nothing.</summary>
    public bool SuspendedMonthsArePaid(ModelDecision suspension, int months)
    {
        SetStanding(new AwardStanding(0, 0, false, months));
        return IsTrue(suspension, "suspended_months_are_paid");
    }

    public SuspensionAnswer Suspension(ModelDecision suspension, AwardStanding standing, FeelValue param)
    {
        Set("param", param);
        SetStanding(standing);
        try
        {
            var reasons = Table(suspension).Hits.Select(hit => hit.OutputTexts[0].Trim('"')).ToList();
            return new SuspensionAnswer(reasons, IsTrue(suspension, "end_after_suspension"), IsTrue(suspension, "suspended_months_are_paid"));
        }
        catch (DmnEvaluationException stop)
        {
            throw new LawStopException(stop.Reason.ToText(vietnamese: true), stop.Reason.ToText(vietnamese: false));
        }
    }

    private void SetStanding(AwardStanding standing) => Set("standing", FeelValue.Of(FeelContext.Of(
        ("uncollected_months", FeelValue.Of(standing.UncollectedMonths)), ("custody_months", FeelValue.Of(standing.CustodyMonths)),
        ("review_refused", FeelValue.Of(standing.ReviewRefused)), ("suspended_months", FeelValue.Of(standing.SuspendedMonths)))));

    private bool IsTrue(ModelDecision suspension, string decision) =>
        _models.Set.Decision("models/" + suspension.Model, decision) is { } compiled && _session.Evaluate(compiled).Equals(FeelValue.Of(true));

    private void Set(string name, FeelValue value) => Set(_session, name, value);

    private void Set(EvaluationSession session, string name, FeelValue value)
    {
        if (_inputs.TryGetValue(name, out var inputs))
        {
            foreach (var input in inputs)
            {
                session.SetInput(input, value);
            }
        }
    }

    private FeelValue Candidate(Entitlement entitlement)
    {
        var benefit = _models.Benefit(entitlement.Benefit);
        return FeelValue.Of(FeelContext.Of(
            ("benefit", FeelValue.Of(entitlement.Benefit.Value)), ("group", FeelValue.Of(benefit.Group)), ("programme", FeelValue.Of(benefit.Programme.Id)),
            ("per", FeelValue.Of(entitlement.Per.ToString().ToLowerInvariant())), ("amount", FeelValue.Of(entitlement.Amount.Amount))));
    }

    private static FeelValue Day(DateOnly? day) => day is { } known ? FeelValue.Of(known) : FeelValue.Null;
}
