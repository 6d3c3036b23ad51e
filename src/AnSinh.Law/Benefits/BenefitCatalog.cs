namespace AnSinh.Law;

/// <summary>Programmes, groups and benefits of the pack (benefits.yaml) and the rule of overlap.</summary>
public sealed class BenefitCatalog
{
    private const string Self = "self";

    private readonly Dictionary<BenefitId, Benefit> _byId;

    private BenefitCatalog(IReadOnlyList<Programme> programmes, IReadOnlyList<BenefitGroup> groups, IReadOnlyList<Benefit> all, ModelDecision overlap, IReadOnlyList<PayeeKind> payees)
    {
        Payees = payees;
        Programmes = [.. programmes.OrderBy(programme => programme.Stratum)];
        Groups = groups;
        All = all;
        Overlap = overlap;
        _byId = all.GroupBy(benefit => benefit.Id).ToDictionary(group => group.Key, group => group.First());
    }

    /// <summary>By stratum, lowest first.</summary>
    public IReadOnlyList<Programme> Programmes { get; }
    public IReadOnlyList<BenefitGroup> Groups { get; }
    public IReadOnlyList<Benefit> All { get; }
    public ModelDecision Overlap { get; }
    public IReadOnlyList<PayeeKind> Payees { get; }

    /// <summary>Tables whose hits say that facts contradict each other.</summary>
    public IReadOnlyList<ModelDecision> Contradictions { get; private init; } = [];

    /// <summary>What a household or a person is classified as.</summary>
    public IReadOnlyList<StatusDefinition> Statuses { get; private init; } = [];

    /// <summary>The benefits that the names mean: ids of benefits, groups or programmes.</summary>
    internal IReadOnlySet<BenefitId> Named(IReadOnlyList<string> names) =>
        All.Where(benefit => names.Contains(benefit.Id.Value) || names.Contains(benefit.Group) || names.Contains(benefit.Programme.Id)).Select(benefit => benefit.Id).ToHashSet();

    public Benefit? Find(BenefitId id) => _byId.GetValueOrDefault(id);

    /// <summary>The benefits an award for <paramref name="awarded"/> carries in a month: itself and what continues it.</summary>
    public IEnumerable<Benefit> CarriedBy(BenefitId awarded, BenefitMonth month) => All.Where(benefit =>
        benefit.Id == awarded || benefit.Continues.Any(continuation => continuation.From == awarded && !(continuation.Since > month)));

    internal static BenefitCatalog Read(PackNode root, InstrumentCatalog instruments)
    {
        root.Only("groups", "programmes", "benefits", "overlap", "payees", "contradictions", "statuses");
        var groups = root.Required("groups").Items().Select(node => new BenefitGroup(
            node.Only("id", "name").Required("id").Text(), node.Required("name").Bilingual())).ToList();
        var programmes = root.Required("programmes").Items().Select(ReadProgramme).ToList();
        var payees = (root.Optional("payees")?.Items() ?? []).Select(node => new PayeeKind(
            node.Only("id", "fact", "name").Required("id").Text(), node.Required("fact").Text(), node.Required("name").Bilingual())).ToList();
        var benefits = new List<Benefit>();
        foreach (var node in root.Required("benefits").Items())
        {
            if (ReadBenefit(node, programmes, groups, payees, instruments, benefits.Count) is not { } benefit)
            {
                continue;
            }

            if (benefits.Any(known => known.Id == benefit.Id))
            {
                node.Fault($"chính sách '{benefit.Id}' khai báo hai lần", $"benefit '{benefit.Id}' is declared twice");
            }

            benefits.Add(benefit);
        }

        CheckContinuations(root, benefits);
        return new BenefitCatalog(programmes, groups, benefits, ReadDecision(root.Required("overlap")), payees)
        {
            Contradictions = [.. (root.Optional("contradictions")?.Items() ?? []).Select(ReadDecision)],
            Statuses = [.. (root.Optional("statuses")?.Items() ?? []).Select(StatusDefinition.Read)],
        };
    }

    private static void CheckContinuations(PackNode root, List<Benefit> benefits)
    {
        foreach (var benefit in benefits)
        {
            foreach (var continuation in benefit.Continues.Where(continuation => benefits.All(known => known.Id != continuation.From)))
            {
                root.Fault($"'{benefit.Id}' nối tiếp '{continuation.From}', nhưng không có chính sách này", $"'{benefit.Id}' continues '{continuation.From}', which does not exist");
            }
        }
    }

    private static Programme ReadProgramme(PackNode node)
    {
        node.Only("id", "name", "stratum", "funds", "bars", "models", "start", "suspension", "note");
        return new Programme
        {
            Id = node.Required("id").Text(),
            Name = node.Required("name").Bilingual(),
            Stratum = (int)node.Required("stratum").Integer(),
            Funds = [.. (node.Optional("funds")?.Items() ?? []).Select(fund => new Fund(fund.Only("id", "name").Required("id").Text(), fund.Required("name").Bilingual()))],
            Bars = node.Optional("bars") is { } bars ? ReadDecision(bars) : null,
            Models = [.. node.Required("models").Items().Select(models => new ProgrammeModels(
                models.Only("from", "entitlement", "level").Required("from").Month(),
                [.. models.Required("entitlement").Items().Select(ReadDecision)],
                ReadDecision(models.Required("level"))))],
            Start = node.Optional("start") is { } start ? ReadDecision(start) : null,
            Suspension = node.Optional("suspension") is { } suspension ? ReadDecision(suspension) : null,
        };
    }

    internal static ModelDecision ReadDecision(PackNode node) =>
        new(node.Only("model", "decision").Required("model").Text(), node.Required("decision").Text());

    private static Benefit? ReadBenefit(PackNode node, List<Programme> programmes, List<BenefitGroup> groups, List<PayeeKind> payees, InstrumentCatalog instruments, int order)
    {
        node.Only("id", "programme", "group", "name", "kind", "unit", "per", "due", "payee", "from", "to", "ended_by", "form", "ref", "continues", "note");
        var programmeNode = node.Required("programme");
        if (programmes.Find(known => known.Id == programmeNode.Text()) is not { } programme)
        {
            programmeNode.Fault($"chương trình '{programmeNode.Text()}' không có", $"programme '{programmeNode.Text()}' does not exist");
            return null;
        }

        var group = node.Required("group");
        if (groups.All(known => known.Id != group.Text()))
        {
            group.Fault($"nhóm '{group.Text()}' không có", $"group '{group.Text()}' does not exist");
        }

        var reference = node.Required("ref").Ref();
        var per = node.Required("per").OneOf("month", "day", "once", "year") switch { "day" => BenefitPeriod.Day, "once" => BenefitPeriod.Once, "year" => BenefitPeriod.Year, _ => BenefitPeriod.Month };
        var payee = node.Required("payee").OneOf([Self, .. payees.Select(kind => kind.Id)]);
        return new Benefit
        {
            Id = new BenefitId(node.Required("id").Text()),
            Programme = programme,
            Group = group.Text(),
            Name = node.Required("name").Bilingual(),
            Kind = node.Required("kind").OneOf("cash", "in-kind", "cover", "service", "contribution") switch
            {
                "in-kind" => BenefitKind.InKind,
                "cover" => BenefitKind.Cover,
                "service" => BenefitKind.Service,
                "contribution" => BenefitKind.Contribution,
                _ => BenefitKind.Cash,
            },
            Per = per,
            Unit = node.Optional("unit")?.Text() ?? "VND",
            DueMonth = per == BenefitPeriod.Year ? node.Required("due").Parsed(text => (int.TryParse(text, out var month) && month is >= 1 and <= 12, month), "tháng chi trả trong năm, 1 đến 12", "the month of payment in the year, 1 to 12") : null,
            Payee = payees.Find(kind => kind.Id == payee),
            From = node.Optional("from")?.Month() ?? programme.Models.Select(models => models.From).DefaultIfEmpty().Min(),
            Ended = ReadEnd(node),
            Form = node.Optional("form")?.Text() ?? "",
            Ref = reference,
            InForce = instruments.Find(reference?.Number ?? "")?.InForce ?? DateOnly.MinValue,
            Continues = [.. (node.Optional("continues")?.Items() ?? []).Select(item => new Continuation(
                new BenefitId(item.Only("from", "ref", "grade", "since", "note").Required("from").Text()),
                item.Required("ref").Ref(), item.Required("grade").Grade(), item.Optional("since")?.Month()))],
            Order = order,
        };
    }

    private static BenefitEnd? ReadEnd(PackNode node)
    {
        var to = node.Optional("to");
        if (to is null)
        {
            return null;
        }

        var by = node.Required("ended_by").Only("ref", "in_force", "grade", "note");
        return new BenefitEnd(to.Month(), by.Required("ref").Ref(), by.Required("in_force").Date(), by.Required("grade").Grade());
    }
}
