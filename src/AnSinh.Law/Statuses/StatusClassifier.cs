using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>Asks the classification models about a household and its members.</summary>
internal sealed class StatusClassifier(LawPack pack, LawSession session, ParameterContexts parameters, ClaimExplainer explainer)
{
    /// <summary>The statuses of which at least one assessed fact is known.</summary>
    public List<StatusAnswer> Classify(HouseholdInputs inputs, IReadOnlyList<DateOnly> born, PlaceCode province, BenefitMonth month, DateOnly knownAt)
    {
        var answers = new List<StatusAnswer>();
        if (pack.Benefits.Statuses.Count == 0 || inputs.Members.Count == 0)
        {
            return answers;
        }

        var context = parameters.For(month, knownAt, province);
        var (people, household) = inputs.Contexts(born, [.. inputs.Members.Select(_ => new LowerClaims())]);
        foreach (var status in pack.Benefits.Statuses)
        {
            if (status.ModelFor(month) is not { } model)
            {
                continue;
            }

            for (var index = 0; index < (status.Subject == FactSubject.Household ? 1 : people.Length); index++)
            {
                if (!Assessed(status, model, people[index], household))
                {
                    continue;
                }

                session.Begin(FeelValue.Of(people[index]), FeelValue.Of(household), context.Month, context.Context);
                answers.Add(Classify(status, model, inputs.Members[index], people[index], household, month, knownAt, context));
            }
        }

        return answers;
    }

    /// <exception cref="LawStopException">A rule of the status errs.</exception>
    public StatusPeriod Period(StatusDefinition status, DateOnly decided, FeelValue param)
    {
        session.SetDecided(decided, param);
        var because = new List<RowReason>();
        var from = Day(status.Begins, because) ?? decided;
        return new StatusPeriod(from, Day(status.Ends, because), because);
    }

    private DateOnly? Day(ModelDecision? decision, List<RowReason> because)
    {
        if (decision is null)
        {
            return null;
        }

        var (value, tables) = session.Value(decision);
        because.AddRange(tables.SelectMany(table => table.Hits.Select(hit => explainer.Reason(decision, table.Table, hit.Index))));
        return value.Kind == FeelKind.Date && value.AsDate.TryToDateOnly(out var day) ? day : null;
    }

    /// <summary>Whether any fact that only the classification reads is known.</summary>
    private bool Assessed(StatusDefinition status, ModelDecision model, FeelContext person, FeelContext household) => pack.Models.Texts.Of(model).Facts.Any(code =>
        code != status.Fact && pack.Facts.Find(code) is { Silence: null } fact && fact.Subject == status.Subject
        && (fact.Subject == FactSubject.Household ? household : person).TryGet(code, out var value) && value.Kind != FeelKind.Unknown);

    private StatusAnswer Classify(
        StatusDefinition status, ModelDecision model, CasePerson member, FeelContext person, FeelContext household, BenefitMonth month, DateOnly knownAt, ParameterContext context)
    {
        PersonId? subject = status.Subject == FactSubject.Household ? null : member.Id;
        var attested = (subject is null ? household : person).TryGet(status.Fact, out var known) && known.Kind is not (FeelKind.Unknown or FeelKind.Null) ? HouseholdInputs.Text(known) : null;
        var answer = new StatusAnswer { Status = status.Id, Person = subject, Attested = attested };
        FeelValue value;
        IReadOnlyList<TableRun> tables;
        try
        {
            (value, tables) = session.Value(model);
        }
        catch (LawStopException stop)
        {
            return answer with { Stopped = stop.Reason };
        }

        if (value.HasUnknown)
        {
            return answer with { Missing = [.. value.UnknownFacts!.Facts.Select(fact => Own(fact, subject)).Distinct().Order(StringComparer.Ordinal)] };
        }

        var because = tables.SelectMany(table => table.Hits.Select(hit => (table, hit.Index, Note: pack.Models.Notes.Of(table.Table, hit.Index)))).ToList();
        var used = pack.Models.Texts.ParametersRead(model, tables).Select(id => context.Values.GetValueOrDefault(id)).OfType<ParameterValue>();
        return answer with
        {
            Value = value.Kind is FeelKind.String or FeelKind.Boolean ? HouseholdInputs.Text(value) : null,
            Because = [.. because.Select(row => explainer.Reason(model, row.table.Table, row.Index))],
            Facts = [.. pack.Models.Texts.Of(model).Facts.Where(code => code != status.Fact)
                .Select(code => (Code: code, Value: (household.TryGet(code, out var shared) || person.TryGet(code, out shared)) ? shared : FeelValue.Null))
                .Where(fact => fact.Value.Kind is not (FeelKind.Unknown or FeelKind.Null or FeelKind.List))
                .Select(fact => new FactUsed(fact.Code, HouseholdInputs.Text(fact.Value)))],
            Grade = because.SelectMany(row => row.Note.Refs.Select(reference => pack.GradeOf(reference, month, knownAt)).Append(row.Note.Grade))
                .Concat(used.Select(parameter => parameter.Grade)).Aggregate(EvidenceGrade.Verified, EvidenceGrades.Weaker),
        };
    }

    private static string Own(string fact, PersonId? subject)
    {
        var at = fact.IndexOf(HouseholdInputs.Of, StringComparison.Ordinal);
        return at >= 0 && (fact[(at + 1)..] == "household" || fact[(at + 1)..] == subject?.Value) ? fact[..at] : fact;
    }
}
