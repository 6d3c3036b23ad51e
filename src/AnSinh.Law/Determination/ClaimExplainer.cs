using System.Globalization;
using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>Turns what the engine traced into reasons a person can read: rows with citations, facts and parameters used, and for refusals the failing condition.</summary>
internal sealed class ClaimExplainer(LawPack pack)
{
    /// <summary>Who is paid; null when the pack wants a payee that nobody named yet (then the fact is asked).</summary>
    public static Payee? PayeeOf(Benefit benefit, CasePerson person, FeelContext facts, out string fact)
    {
        fact = benefit.Payee?.Fact ?? "";
        return benefit.Payee is not { } payee ? new Payee(person.Id.Value, "self")
            : facts[fact] is { Kind: FeelKind.String } named ? new Payee(named.AsString, payee.Id)
            : null;
    }

    public Entitlement Claim(OpenBenefit open, ModelDecision decision, TableRun run, IReadOnlyList<TableRun> behind, ModelDecision level, LevelResult amount, Question question, Payee payee)
    {
        if (open.Grounds?.AreOf(amount, behind, question.Parameters) != true)
        {
            open.Grounds = Grounds(open, decision, run, behind, level, amount, question);
        }

        return open.Grounds.Entitlement with { Payee = payee, Facts = Facts(run, open.Hit, question) };
    }

    /// <summary>What a claim rests on besides the person's own facts.</summary>
    private ClaimGrounds Grounds(OpenBenefit open, ModelDecision decision, TableRun run, IReadOnlyList<TableRun> behind, ModelDecision level, LevelResult amount, Question question) =>
        new(amount, behind, question.Parameters, Amount(Granted(open.Benefit, open.Hit, decision, run, behind, level), level, amount, question.Parameters, question.Month, question.KnownAt));

    /// <summary>What a claim rests on whatever its amount is.</summary>
    public GrantedBenefit Granted(Benefit benefit, int row, ModelDecision decision, TableRun run, IReadOnlyList<TableRun> behind, ModelDecision level)
    {
        var note = pack.Models.Notes.Of(run.Table, row);
        var granted = new GrantedBenefit(benefit, decision, [Reason(decision, run.Table, row)], note.Grade, [.. note.Refs]);
        return behind.Aggregate(granted, (known, table) => Add(known, table, level, supports: false));
    }

    private GrantedBenefit Add(GrantedBenefit granted, TableRun table, ModelDecision level, bool supports)
    {
        var (because, refs, grade) = (granted.Because.ToList(), granted.Refs.ToList(), granted.Grade);
        foreach (var hit in table.Hits)
        {
            var note = pack.Models.Notes.Of(table.Table, hit.Index);
            if (supports || note.Grade > EvidenceGrade.Known)
            {
                because.Add(Reason(level, table.Table, hit.Index));
            }

            grade = EvidenceGrades.Weaker(grade, note.Grade);
            refs.AddRange(note.Refs);
        }

        return granted with { Because = because, Refs = refs, Grade = grade };
    }

    /// <summary>A claim without payee and facts: what is granted, with its amount.</summary>
    public Entitlement Amount(GrantedBenefit granted, ModelDecision level, LevelResult amount, ParameterContext values, BenefitMonth month, DateOnly knownAt)
    {
        var (benefit, value) = (granted.Benefit, amount.Value.AsContext);
        var whole = amount.Tables.Aggregate(granted, (known, table) => Add(known, table, level, supports: true));
        var paid = Dong(value["level"], benefit);
        var parameters = Parameters(pack.Models.Texts.ParametersRead(level, amount.Tables), paid, values, month, knownAt)
            .Concat(Parameters(pack.Models.Texts.Of(granted.Decision).Parameters, paid, values, month, knownAt)).DistinctBy(parameter => parameter.Id).ToList();
        var grade = parameters.Aggregate(whole.Grade, (weakest, parameter) => EvidenceGrades.Weaker(weakest, parameter.Grade));
        return new Entitlement
        {
            Benefit = benefit.Id,
            Month = month,
            Kind = benefit.Kind,
            Per = benefit.Per,
            Amount = Dong(value["amount"], benefit),
            Quantity = checked((int)Dong(value["units"], benefit).Amount),
            Coefficient = Coefficient(value["coefficient"]),
            Level = paid,
            BeforeRounding = BeforeRounding(value),
            Unit = benefit.Unit,
            Grade = whole.Refs.Aggregate(grade, (weakest, reference) => EvidenceGrades.Weaker(weakest, pack.GradeOf(reference, month, knownAt))),
            Payee = new Payee("", ""),
            Parts = [.. value["parts"].AsList.Select(part => new AmountPart(part.AsContext["fund"].AsString, Dong(part.AsContext["amount"], benefit), part.AsContext["ref"].AsString))],
            Because = [.. whole.Because.DistinctBy(reason => (reason.Model, reason.Decision, reason.Row))],
            Facts = [],
            Parameters = parameters,
        };
    }

    public RowReason Reason(ModelDecision decision, CompiledTable table, int row)
    {
        var note = pack.Models.Notes.Of(table, row);
        return new RowReason(note.Ref, table.File, ModelTexts.NameOf(table), row, note.Text);
    }

    /// <summary>Why a benefit is refused: of the rows that could grant it those with the fewest failing conditions.</summary>
    public Refusal Refused(Benefit benefit, ModelDecision decision, TableRun run, IReadOnlyList<int> rows)
    {
        var fewest = int.MaxValue;
        foreach (var row in rows)
        {
            fewest = Math.Min(fewest, FailingCells(run, row));
        }

        var because = new List<FailedCondition>(fewest);
        foreach (var row in rows)
        {
            if (FailingCells(run, row) == fewest)
            {
                AddFailing(because, decision, run, row);
            }
        }

        return new Refusal(benefit.Id, because, Nearest(because));
    }

    private static int FailingCells(TableRun run, int row)
    {
        var failing = 0;
        for (var column = 0; column < run.Table.Inputs.Count; column++)
        {
            failing += run.Rule(row).Cell(column).Outcome == CellOutcome.False ? 1 : 0;
        }

        return failing;
    }

    private void AddFailing(List<FailedCondition> because, ModelDecision decision, TableRun run, int row)
    {
        var note = pack.Models.Notes.Of(run.Table, row);
        for (var index = 0; index < run.Table.Inputs.Count; index++)
        {
            var cell = run.Rule(row).Cell(index);
            if (cell.Outcome != CellOutcome.False)
            {
                continue;
            }

            var column = pack.Models.Columns.Of(run.Table, cell.Column);
            because.Add(new FailedCondition(
                column.Ref ?? note.Ref, decision.Model, decision.Decision, row, column.Label, column.MainFact, HouseholdInputs.Text(cell.InputValue), cell.Test, note.Text));
        }
    }

    /// <summary>What would have to change for the first of the nearest rows; empty where it hangs on something nobody can change.</summary>
    private static List<NearestChange> Nearest(List<FailedCondition> because)
    {
        if (because.Exists(failed => failed.Row == because[0].Row && failed.Fact is "born" or "died" or "sex"))
        {
            return [];
        }

        var changes = new List<NearestChange>(because.Count);
        foreach (var failed in because)
        {
            if (failed.Row == because[0].Row && failed.Fact.Length > 0)
            {
                changes.Add(new NearestChange(failed.Fact, failed.Needed));
            }
        }

        return changes;
    }

    /// <summary>Every bar that applies, so that each is cited.</summary>
    public Refusal Barred(Benefit benefit, ModelDecision decision, TableRun bars) => new(benefit.Id, [.. bars.Hits.Select(hit => Bar(decision, bars, hit.Index))], []);

    private FailedCondition Bar(ModelDecision decision, TableRun bars, int row)
    {
        var note = pack.Models.Notes.Of(bars.Table, row);
        var fact = bars.Rule(row).Cells
            .Where(cell => cell.Outcome == CellOutcome.True && cell.Test == "true")
            .Select(cell => pack.Models.Columns.Of(bars.Table, cell.Column).MainFact)
            .FirstOrDefault() ?? "";
        return new FailedCondition(note.Ref, decision.Model, decision.Decision, row, Bilingual.Empty, fact, "true", "false", note.Text);
    }

    public static Refusal Ended(Benefit benefit) => new(benefit.Id,
        [new FailedCondition(benefit.Ended!.Ref.ToString(), "benefits.yaml", benefit.Id.Value, 0, Bilingual.Empty, "", "", "", new($"Hết hiệu lực sau tháng {benefit.Ended.LastMonth}.", $"No longer in force after {benefit.Ended.LastMonth}."))], []);

    private List<FactUsed> Facts(TableRun run, int row, Question question)
    {
        var used = new List<FactUsed>();
        foreach (var cell in run.Rule(row).Cells.Where(cell => cell.Outcome != CellOutcome.Irrelevant))
        {
            foreach (var fact in pack.Models.Columns.Of(run.Table, cell.Column).Facts)
            {
                if (used.All(known => known.Code != fact) && !IsOnlyComputedWith(fact, cell))
                {
                    used.Add(new FactUsed(fact, FactText(fact, cell, question)));
                }
            }
        }

        return used;
    }

    /// <summary>Awards, and claims of lower strata, are lists without a text of their own; where they only help to compute a number, an age or how many children count, that number is not theirs.</summary>
    private static bool IsOnlyComputedWith(string fact, CellTrace cell) => fact is "awards" or "eligible" && cell.InputValue.Kind == FeelKind.Number;

    /// <summary>The fact's own value where it is the person's or household's; else what the column computed from it.</summary>
    private string FactText(string fact, CellTrace cell, Question question)
    {
        if (pack.Facts.Find(fact) is { Subject: FactSubject.Household })
        {
            return question.HouseholdContext.TryGet(fact, out var shared) ? HouseholdInputs.Text(shared) : "";
        }

        if (fact == "born")
        {
            return question.Person.Born.ToString();
        }

        return question.PersonContext.TryGet(fact, out var own) && fact is not ("awards" or "eligible") ? HouseholdInputs.Text(own) : HouseholdInputs.Text(cell.InputValue);
    }

    private IEnumerable<ParameterUsed> Parameters(IReadOnlyList<string> ids, Vnd level, ParameterContext values, BenefitMonth month, DateOnly knownAt)
    {
        foreach (var id in ids)
        {
            if (values.Values.TryGetValue(id, out var value) && value is not null)
            {
                yield return new ParameterUsed(
                    id, Shown(pack.Parameters.Find(id)!, value, level), value.Ref.ToString(), EvidenceGrades.Weaker(value.Grade, pack.GradeOf(value.Ref, month, knownAt)));
            }
        }
    }

    /// <summary>The value; of a table the cell that gave the level, with its key.</summary>
    private static Bilingual Shown(Parameter parameter, ParameterValue value, Vnd level)
    {
        if (parameter.Keys is not { } keys)
        {
            var number = Shown(value.Value, parameter.Unit);
            return new Bilingual(number, number);
        }

        var key = value.Table.Index().FirstOrDefault(cell => cell.Item == level.Amount, (Index: -1, Item: 0)).Index;
        var cell = key < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {keys.From + key}: {level}");
        return new Bilingual(keys.Name.Vi + cell, keys.Name.En + cell);
    }

    /// <summary>The product of coefficient, units and level where the rule rounded it.</summary>
    private static string BeforeRounding(FeelContext amount)
    {
        var product = amount["coefficient"].AsNumber * amount["units"].AsNumber * amount["level"].AsNumber;
        return product == amount["amount"].AsNumber ? ""
            : product.TryToInt64(out var whole) ? new Vnd(whole).ToString()
            : product.ToString().Replace('.', ',');
    }

    private static string Shown(decimal value, string unit) => unit.StartsWith("VND", StringComparison.Ordinal) && value == decimal.Truncate(value)
        ? new Vnd((long)value).ToString()
        : value.ToString(CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>The coefficient as the law writes it: decimal comma, at least one decimal.</summary>
    private static string Coefficient(FeelValue value)
    {
        var text = value.ToString().Replace('.', ',');
        return text.Contains(',', StringComparison.Ordinal) ? text : text + ",0";
    }

    private static Vnd Dong(FeelValue value, Benefit benefit) => value.Kind == FeelKind.Number && value.AsNumber.TryToInt64(out var amount)
        ? new Vnd(amount)
        : throw new LawStopException($"số tiền của {benefit.Id} không phải số nguyên đồng: {value}", $"the amount of {benefit.Id} is not a whole number of đồng: {value}");
}
