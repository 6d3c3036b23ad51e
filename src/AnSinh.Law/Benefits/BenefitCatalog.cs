namespace AnSinh.Law;

/// <summary>Programmes, groups and benefits of the pack (benefits.yaml) and the rule of overlap.</summary>
public sealed class BenefitCatalog
{
    private readonly Dictionary<BenefitId, Benefit> _byId;

    private BenefitCatalog(IReadOnlyList<Programme> programmes, IReadOnlyList<BenefitGroup> groups, IReadOnlyList<Benefit> all, ModelDecision overlap)
    {
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

    public Benefit? Find(BenefitId id) => _byId.GetValueOrDefault(id);

    /// <summary>The benefits an award for <paramref name="awarded"/> carries in a month: itself and what continues it.</summary>
    public IEnumerable<Benefit> CarriedBy(BenefitId awarded, BenefitMonth month) => All.Where(benefit =>
        benefit.Id == awarded || benefit.Continues.Any(continuation => continuation.From == awarded && !(continuation.Since > month)));

    internal static BenefitCatalog Read(PackNode root, InstrumentCatalog instruments)
    {
        root.Only("groups", "programmes", "benefits", "overlap");
        var groups = root.Required("groups").Items().Select(node => new BenefitGroup(
            node.Only("id", "name").Required("id").Text(), node.Required("name").Bilingual())).ToList();
        var programmes = root.Required("programmes").Items().Select(ReadProgramme).ToList();
        var benefits = new List<Benefit>();
        foreach (var node in root.Required("benefits").Items())
        {
            if (ReadBenefit(node, programmes, groups, instruments, benefits.Count) is not { } benefit)
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
        return new BenefitCatalog(programmes, groups, benefits, ReadDecision(root.Required("overlap")));
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

    private static ModelDecision ReadDecision(PackNode node) =>
        new(node.Only("model", "decision").Required("model").Text(), node.Required("decision").Text());

    private static Benefit? ReadBenefit(PackNode node, List<Programme> programmes, List<BenefitGroup> groups, InstrumentCatalog instruments, int order)
    {
        node.Only("id", "programme", "group", "name", "kind", "per", "payee", "from", "to", "ended_by", "form", "ref", "continues", "note");
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
            Per = node.Required("per").OneOf("month", "day", "once") switch { "day" => BenefitPeriod.Day, "once" => BenefitPeriod.Once, _ => BenefitPeriod.Month },
            PayeeRole = node.Required("payee").OneOf("self", "carer", "burial"),
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
