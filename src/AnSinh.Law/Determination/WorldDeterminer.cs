using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>Decides a household whose dates of birth are all exact: stratum by stratum, claims before overlap.</summary>
internal sealed class WorldDeterminer
{
    private readonly LawPack _pack;
    private readonly LawSession _session;
    private readonly ParameterContexts _parameters;
    private readonly ClaimExplainer _explainer;
    private readonly ContradictionFinder _contradictions;
    private readonly StatusClassifier _statuses;

    public WorldDeterminer(LawPack pack)
    {
        _pack = pack;
        _session = pack.Models.NewSession();
        _parameters = new ParameterContexts(pack.Parameters);
        _explainer = new ClaimExplainer(pack);
        _contradictions = new ContradictionFinder(pack, _session);
        _statuses = new StatusClassifier(pack, _session, _parameters, _explainer);
    }

    public HouseholdInputs Inputs(CaseHousehold household, BenefitMonth month, DateOnly knownAt) =>
        new(_pack.Facts, _pack.Models.PersonShape, _pack.Models.HouseholdShape, household, month, knownAt);

    public List<PersonDetermination> Determine(
        HouseholdInputs inputs, IReadOnlyList<DateOnly> born, PlaceCode province, BenefitMonth month, DateOnly knownAt, DeterminationDetail detail, Func<PersonId, Programme, bool>? asked, bool heedContradictions)
    {
        var parameters = _parameters.For(month, knownAt, province);
        var lower = inputs.Members.Select(_ => new LowerClaims()).ToList();
        var answers = inputs.Members.Select(_ => new PersonAnswer()).ToList();
        if (heedContradictions && _pack.Benefits.Contradictions.Count > 0)
        {
            FindContradictions(inputs, born, lower, parameters, answers);
        }

        foreach (var stratum in _pack.Benefits.Programmes.GroupBy(programme => programme.Stratum))
        {
            if (asked is not null && !stratum.Any(programme => inputs.Members.Any(member => asked(member.Id, programme))))
            {
                continue;
            }

            var people = inputs.People(born, lower);
            var household = inputs.Household(people);
            foreach (var (person, index) in people.Select((person, index) => (person, index)))
            {
                var id = inputs.Members[index].Id;
                var programmes = asked is null ? stratum : stratum.Where(programme => asked(id, programme));
                if (!programmes.Any())
                {
                    continue;
                }

                _session.Begin(FeelValue.Of(person), FeelValue.Of(household), inputs.Month, parameters.Context);
                foreach (var programme in programmes)
                {
                    Decide(new Question(programme, inputs.Members[index], person, household, month, knownAt, parameters, detail), answers[index]);
                }
            }

            for (var index = 0; index < answers.Count; index++)
            {
                answers[index].PassOn(stratum.Key, lower[index]);
            }
        }

        return [.. answers.Select((answer, index) => answer.Of(inputs.Members[index].Id))];
    }

    public IReadOnlyList<StatusAnswer> Statuses(HouseholdInputs inputs, IReadOnlyList<DateOnly> born, PlaceCode province, BenefitMonth month, DateOnly knownAt) =>
        _statuses.Classify(inputs, born, province, month, knownAt);

    public StatusPeriod StatusPeriod(StatusDefinition status, DateOnly decided) =>
        _statuses.Period(status, decided, _parameters.For(BenefitMonth.Of(decided), decided, default).Context);

    private void FindContradictions(HouseholdInputs inputs, IReadOnlyList<DateOnly> born, List<LowerClaims> lower, ParameterContext parameters, List<PersonAnswer> answers)
    {
        var people = inputs.People(born, lower);
        var household = FeelValue.Of(inputs.Household(people));
        for (var index = 0; index < people.Length; index++)
        {
            _session.Begin(FeelValue.Of(people[index]), household, inputs.Month, parameters.Context);
            try
            {
                answers[index].Contradictions = _contradictions.Find(inputs.Members[index].Id);
            }
            catch (DmnEvaluationException stop)
            {
                answers[index].Contradictions = [_contradictions.Erred(stop.Reason.ToText(vietnamese: true))];
            }
        }
    }

    public AwardStart StartMonth(AwardBasis award)
    {
        var benefit = _pack.Benefits.Find(award.Benefit) ?? throw new LawStopException($"không có chính sách {award.Benefit}", $"there is no benefit {award.Benefit}");
        var start = benefit.Programme.Start
            ?? throw new LawStopException($"chương trình {benefit.Programme.Id} không có quy tắc tháng bắt đầu", $"programme {benefit.Programme.Id} has no start rule");
        var (earliest, run, row) = _session.Start(start, benefit, award, award.Born.Earliest);
        var (latest, _, _) = award.Born.IsExact ? (earliest, run, row) : _session.Start(start, benefit, award, award.Born.Latest);
        return new AwardStart(earliest, latest, _explainer.Reason(start, run.Table, row), _pack.Models.Notes.Of(run.Table, row).Grade);
    }

    public bool SuspendedMonthsArePaid(ModelDecision suspension, int months) => _session.SuspendedMonthsArePaid(suspension, months);

    public SuspensionAnswer Suspension(ModelDecision suspension, AwardStanding standing, BenefitMonth month, DateOnly knownAt) =>
        _session.Suspension(suspension, standing, _parameters.For(month, knownAt, default).Context);

    private void Decide(Question question, PersonAnswer answer)
    {
        var programme = question.Programme;
        var ended = _pack.Benefits.All.Where(benefit => benefit.Programme == programme && benefit.Ended is not null && !benefit.ExistsIn(question.Month, question.KnownAt) && benefit.From <= question.Month);
        if (question.Detail == DeterminationDetail.Full)
        {
            answer.Refused.AddRange(ended.Select(ClaimExplainer.Ended));
        }

        if (programme.ModelsFor(question.Month) is not { } models)
        {
            return;
        }

        TableRun? bars = null;
        try
        {
            bars = programme.Bars is { } decision ? _session.Table(decision) : null;
            foreach (var entitlement in models.Entitlement)
            {
                DecideTable(question, models.Level, entitlement, _session.Table(entitlement), bars, answer);
            }
        }
        catch (LawStopException stop)
        {
            Stop(question, stop, answer);
        }
        catch (DmnEvaluationException stop)
        {
            Stop(question, new LawStopException(stop.Reason.ToText(vietnamese: true), stop.Reason.ToText(vietnamese: false)), answer);
        }
    }

    /// <summary>A rule erred: nothing of the programme may be paid for this person.</summary>
    private void Stop(Question question, LawStopException stop, PersonAnswer answer)
    {
        answer.Drop(question.Programme);
        answer.Stopped.AddRange(_pack.Benefits.All
            .Where(benefit => benefit.Programme == question.Programme && benefit.ExistsIn(question.Month, question.KnownAt))
            .Select(benefit => new StoppedBenefit(benefit.Id, stop.Reason.Vi, benefit.Ref.ToString())));
    }

    private void DecideTable(Question question, ModelDecision level, ModelDecision decision, TableRun run, TableRun? bars, PersonAnswer answer)
    {
        var rows = _pack.Models.BenefitRows(decision);
        var barred = bars?.Hits.Any() ?? false;
        var undecidedBars = bars is { HasUnknown: true } ? bars.Unknowns.SelectMany(row => row.MissingFacts).Distinct().ToList() : [];
        foreach (var (benefitId, indices) in rows)
        {
            if (_pack.Benefits.Find(benefitId) is not { } benefit || !benefit.ExistsIn(question.Month, question.KnownAt))
            {
                continue;
            }

            var hit = indices.FirstOrDefault(index => run.Rule(index).Outcome == RuleOutcome.Hit);
            if (barred && question.Detail == DeterminationDetail.Full)
            {
                answer.Refused.Add(_explainer.Barred(benefit, question.Programme.Bars!, bars!));
            }

            if (barred)
            {
                continue;
            }

            var unknown = indices.Where(index => run.Rule(index).Outcome == RuleOutcome.Unknown).ToList();
            if ((hit > 0 || unknown.Count > 0) && answer.Contradictions.FirstOrDefault(contradiction => contradiction.Stops.Contains(benefit.Id)) is { } contradiction)
            {
                answer.Contradict(benefit, contradiction);
                continue;
            }

            if (hit > 0)
            {
                Claim(question, level, decision, run, hit, benefit, undecidedBars, answer);
                continue;
            }

            if (unknown.Count > 0)
            {
                answer.Ask(benefit, [.. unknown.SelectMany(index => run.Rule(index).MissingFacts).Concat(undecidedBars).Distinct()], question.Person.Id);
            }
            else if (question.Detail == DeterminationDetail.Full)
            {
                answer.Refused.Add(_explainer.Refused(benefit, decision, run, indices));
            }
        }
    }

    private void Claim(
        Question question, ModelDecision level, ModelDecision decision, TableRun run, int row, Benefit benefit, IReadOnlyList<string> undecidedBars, PersonAnswer answer)
    {
        if (undecidedBars.Count > 0)
        {
            answer.Ask(benefit, undecidedBars, question.Person.Id);
            return;
        }

        var amount = _session.Level(level, benefit.Id);
        if (amount.Value.HasUnknown)
        {
            answer.Ask(benefit, amount.Value.UnknownFacts!.Facts, question.Person.Id);
            return;
        }

        if (ClaimExplainer.PayeeOf(benefit, question.Person, question.PersonContext, out var fact) is { } payee)
        {
            answer.Claims.Add((benefit, _explainer.Claim(benefit, decision, run, row, _session.TablesBehind(decision, run, row), level, amount, question, payee)));
        }
        else
        {
            answer.Ask(benefit, [fact], question.Person.Id);
        }
    }
}

/// <summary>What is asked of a programme about one person.</summary>
internal sealed record Question(
    Programme Programme, CasePerson Person, FeelContext PersonContext, FeelContext HouseholdContext, BenefitMonth Month, DateOnly KnownAt, ParameterContext Parameters, DeterminationDetail Detail);
