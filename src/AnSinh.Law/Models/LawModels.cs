using System.Collections.Concurrent;
using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>The compiled models of a pack, with what explanations need to know about them.</summary>
public sealed class LawModels
{
    /// <summary>The namespace of what the pack adds to DMN.</summary>
    internal const string OwnNamespace = "https://ansinh.example/dmn";

    private readonly Dictionary<ModelDecision, CompiledDecision> _decisions = [];
    private readonly ConcurrentDictionary<(ModelDecision Decision, int Row), IReadOnlyList<CompiledDecision>> _testedBy = [];
    private readonly BenefitCatalog _benefits;
    private readonly Dictionary<ModelDecision, IReadOnlyList<(BenefitId, IReadOnlyList<int>)>> _benefitRows = [];

    private LawModels(DmnModelSet set, ModelTexts texts, FactCatalog facts, BenefitCatalog benefits)
    {
        PersonShape = HouseholdInputs.PersonShape(facts);
        HouseholdShape = HouseholdInputs.HouseholdShape(facts);
        _benefits = benefits;
        Set = set;
        Texts = texts;
        Columns = new ColumnNotes(texts);
    }

    public DmnModelSet Set { get; }

    internal FeelShape PersonShape { get; }
    internal FeelShape HouseholdShape { get; }
    internal ModelTexts Texts { get; }
    internal ColumnNotes Columns { get; }

    internal RowNotes Notes { get; } = new();

    /// <summary>What holds where two claims meet, of models that do not read amounts.</summary>
    internal ConcurrentDictionary<(ModelDecision, BenefitId, BenefitPeriod, BenefitId, BenefitPeriod, bool Same), OverlapRule> Overlaps { get; } = [];

    internal LawSession NewSession() => new(this);

    /// <summary>Reads and compiles every model.</summary>
    internal static DmnModelSet Load(LawPackFiles files) =>
        DmnModelSet.Load([.. files.Below("models/", ".dmn").Select(file => new DmnSource(file.Path, file.Text))], new DmnLoadOptions { SharedImports = true });

    /// <summary>Links compiled models to the catalogs; diagnostics of the engine become faults with their place.</summary>
    /// <param name="texts">Awaited only where the engine found no error: the texts of a broken file cannot be read.</param>
    internal static LawModels? Link(DmnModelSet set, Task<ModelTexts> texts, FactCatalog facts, BenefitCatalog benefits, PackFaults faults)
    {
        foreach (var diagnostic in set.Diagnostics.Where(diagnostic => diagnostic.Severity == DmnSeverity.Error))
        {
            faults.Add(diagnostic.File, diagnostic.Place.Line, diagnostic.Place.Column, $"{diagnostic.Element}: {diagnostic.Vi}", $"{diagnostic.Element}: {diagnostic.En}");
        }

        if (faults.Any)
        {
            return null;
        }

        var models = new LawModels(set, texts.GetAwaiter().GetResult(), facts, benefits);
        foreach (var decision in Decisions(benefits))
        {
            models.Link(decision, faults);
        }

        foreach (var decision in benefits.Programmes.SelectMany(programme => programme.Models).SelectMany(programme => programme.Entitlement).Distinct())
        {
            models.LinkBenefits(decision, benefits, faults);
        }

        return faults.Any ? null : models;
    }

    internal Benefit Benefit(BenefitId id) => _benefits.Find(id)!;

    internal CompiledDecision Decision(ModelDecision decision) => _decisions[decision];

    /// <summary>The benefits an entitlement table can grant, each with the rows (from 1) that grant it.</summary>
    internal IReadOnlyList<(BenefitId Benefit, IReadOnlyList<int> Rows)> BenefitRows(ModelDecision decision) => _benefitRows[decision];

    /// <summary>The benefits that some row of an entitlement table grants where a column of this kind meets this test.</summary>
    internal IEnumerable<BenefitId> GrantedWhere(Func<ColumnNote, bool> column, string test) =>
        from decision in _benefitRows.Keys
        let table = _decisions[decision].Table!
        from benefit in _benefitRows[decision]
        where benefit.Item2.Any(row => table.Inputs.Index().Any(input =>
            table.Rules[row - 1].Source.InputEntries[input.Index].Text.Text.Trim() == test && column(Columns.Of(table, input.Item))))
        select benefit.Item1;

    /// <summary>The decisions whose values a row of a table tests.</summary>
    internal IReadOnlyList<CompiledDecision> TestedBy(ModelDecision decision, int row) => _testedBy.GetOrAdd((decision, row), at =>
    {
        var compiled = _decisions[at.Decision];
        var rule = compiled.Table!.Rules[at.Row - 1].Source;
        var columns = compiled.Table.Inputs.Where((_, index) => rule.InputEntries[index].Text.Text.Trim() is not ("-" or "")).Select(column => column.Text).ToList();
        return [.. compiled.Required.Where(required => columns.Exists(text => text.Contains(required.Name, StringComparison.Ordinal)))];
    });

    private static IEnumerable<ModelDecision> Decisions(BenefitCatalog benefits) => benefits.Programmes
        .SelectMany(programme => programme.Models.SelectMany(models => models.Entitlement.Append(models.Level)).Concat(new[] { programme.Bars, programme.Start, programme.Suspension }.OfType<ModelDecision>()))
        .Append(benefits.Overlap).Concat(benefits.Contradictions).Concat(benefits.Statuses.SelectMany(status => status.Decisions))
        .Distinct();

    private void Link(ModelDecision decision, PackFaults faults)
    {
        if (Set.Decision("models/" + decision.Model, decision.Decision) is { } compiled)
        {
            _decisions[decision] = compiled;
        }
        else
        {
            faults.Add("benefits.yaml", 1, 1, $"không thấy quyết định '{decision.Decision}' trong models/{decision.Model}", $"there is no decision '{decision.Decision}' in models/{decision.Model}");
        }
    }

    private void LinkBenefits(ModelDecision decision, BenefitCatalog benefits, PackFaults faults)
    {
        if (!_decisions.TryGetValue(decision, out var compiled))
        {
            return;
        }

        if (compiled.Table is not { } table || table.Outputs.Count != 1)
        {
            faults.Add("models/" + decision.Model, 1, 1, $"'{decision.Decision}' phải là bảng quyết định có một cột kết quả", $"'{decision.Decision}' must be a decision table with one output");
            return;
        }

        var rows = new Dictionary<BenefitId, List<int>>();
        foreach (var rule in table.Rules)
        {
            var id = new BenefitId(rule.Source.OutputEntries[0].Text?.Text.Trim().Trim('"') ?? "");
            if (benefits.Find(id) is null)
            {
                faults.Add("models/" + decision.Model, rule.Source.Place.Line, rule.Source.Place.Column, $"dòng {rule.Number} trao '{id}', chính sách này không có trong benefits.yaml", $"row {rule.Number} grants '{id}', which benefits.yaml does not have");
            }

            if (!rows.TryGetValue(id, out var numbers))
            {
                rows[id] = numbers = [];
            }

            numbers.Add(rule.Number);
        }

        _benefitRows[decision] = [.. rows.Select(pair => (pair.Key, (IReadOnlyList<int>)pair.Value))];
    }
}
