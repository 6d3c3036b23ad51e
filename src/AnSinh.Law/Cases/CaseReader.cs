using System.Text;

namespace AnSinh.Law;

/// <summary>Finds the province of a commune; null when the commune is not known.</summary>
public delegate PlaceCode? ProvinceOf(PlaceCode commune);

/// <summary>
/// Reads case files (YAML or JSON, several documents a file) as docs/law-pack.md describes them. The file is read to its end and every fault is
/// reported with its place; a file with a fault gives no case.
/// </summary>
public sealed class CaseReader(FactCatalog facts, BenefitCatalog benefits, ProvinceOf provinceOf)
{
    private const string AllSources = "all";
    private const string HouseholdKey = "household";

    /// <exception cref="LawPackException">The file has faults.</exception>
    public IReadOnlyList<WorkedCase> ReadFile(string path)
    {
        var faults = new PackFaults();
        var cases = Read(path, ReadText(path, faults), faults);
        faults.ThrowIfAny();
        return cases;
    }

    /// <summary>All cases of a law folder's subfolder, files in ordinal order; <see cref="WorkedCase.File"/> is relative to the law folder.</summary>
    /// <exception cref="LawPackException">Some file has faults; those of all files are listed.</exception>
    public IReadOnlyList<WorkedCase> ReadFolder(string lawFolder, string below = "cases")
    {
        var (cases, faults) = (new List<WorkedCase>(), new PackFaults());
        foreach (var file in Directory.EnumerateFiles(Path.Combine(lawFolder, below), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(lawFolder, file);
            cases.AddRange(Read(name, ReadText(file, faults), faults));
        }

        faults.ThrowIfAny();
        return cases;
    }

    public IReadOnlyList<WorkedCase> Read(string name, string text, PackFaults faults)
    {
        var documents = YamlText.Documents(name, text, faults);
        if (documents.Count == 0 && !faults.Any)
        {
            faults.Add(name, 1, 1, "tệp trống; cần một hồ sơ có household, people, month", "the file is empty; expected a case with household, people, month");
        }

        return [.. documents.Select(document => ReadCase(name, document))];
    }

    internal static string ReadText(string path, PackFaults faults)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            faults.Add(path, 1, 1, "tệp không ở mã UTF-8; hãy lưu lại bằng UTF-8", "the file is not UTF-8; save it as UTF-8");
            return "";
        }
    }

    private WorkedCase ReadCase(string file, PackNode node)
    {
        node.Only("title", "about", "household", "coverage", "people", "month", "knownAt", "expect", "checks", "suspensions", "periods", "runs", "takeover", "place", "story");
        var household = node.Required("household").Only("id", "place", "province", "facts");
        var place = household.Required("place").Parsed(text => (PlaceCode.TryParse(text, out var code), code), "mã xã năm chữ số hoặc mã tỉnh hai chữ số, trong ngoặc kép", "a commune code of five digits or a province code of two, quoted");
        var people = node.Required("people").Items().Select(ReadPerson).ToList();
        var starts = node.Required("people").Items().Zip(people).SelectMany(pair => ReadStarts(pair.First, pair.Second)).ToList();
        foreach (var twice in people.GroupBy(person => person.Id).Where(group => group.Count() > 1))
        {
            node.Fault($"người '{twice.Key}' ghi hai lần", $"person '{twice.Key}' is listed twice");
        }

        return new WorkedCase
        {
            File = file,
            Line = node.Line,
            Title = node.Optional("title")?.Bilingual() ?? new Bilingual("", ""),
            Household = new CaseHousehold
            {
                Id = new HouseholdId(household.Optional("id")?.Text() ?? "household"),
                Place = place,
                Province = ReadProvince(household, place),
                Facts = household.Optional("facts") is { } given ? ReadFacts(given, FactSubject.Household) : [],
                Coverage = ReadCoverage(node.Optional("coverage")),
                People = people,
            },
            Checks = ReadChecks(node, people),
            Starts = starts,
            Suspensions = [.. (node.Optional("suspensions")?.Items() ?? []).Select(ReadSuspension)],
            Periods = [.. (node.Optional("periods")?.Items() ?? []).Select(ReadPeriod)],
        };
    }

    private PlaceCode ReadProvince(PackNode household, PlaceCode place)
    {
        if (household.Optional("province") is { } given)
        {
            return given.Parsed(text => (PlaceCode.TryParse(text, out var code) && code.IsProvince, code), "mã tỉnh hai chữ số", "a province code of two digits");
        }

        if (place.Value is null || place.IsProvince)
        {
            return place;
        }

        if (provinceOf(place) is { } province)
        {
            return province;
        }

        household.Required("place").Fault($"không có xã mang mã {place}", $"no commune has code {place}");
        return default;
    }

    private IReadOnlyList<CaseCoverage> ReadCoverage(PackNode? node)
    {
        if (node is null)
        {
            return [];
        }

        if (node.IsScalar && node.Text() == AllSources)
        {
            return [.. facts.Sources.Where(source => source.PresumedMonths > 0).Select(source => new CaseCoverage(source.Code, DateOnly.MaxValue.AddYears(-2)))];
        }

        return [.. node.Items().Select(item => new CaseCoverage(
            item.Only("source", "as_of").Required("source").OneOf([.. facts.Sources.Select(source => source.Code)]), item.Required("as_of").Date()))];
    }

    private CasePerson ReadPerson(PackNode node)
    {
        node.Only("id", "born", "sex", "relation", "died", "facts", "awards", "name", "member");
        var died = node.Optional("died");
        var person = new CasePerson
        {
            Id = new PersonId(node.Required("id").Text()),
            Born = node.Required("born").Parsed(text => (BirthDate.TryParse(text, out var born), born), "ngày sinh có thật: 1946-05-17, 1946-05 hoặc 1946", "a date of birth that exists: 1946-05-17, 1946-05 or 1946"),
            Sex = node.Required("sex").OneOf("male", "female") == "male" ? Sex.Male : Sex.Female,
            Relation = node.Optional("relation")?.Text() ?? "",
            Died = died is null ? null
                : died.IsMapping ? new CaseDeath(died.Only("value", "known").Required("value").Date(), died.Optional("known")?.Date())
                : new CaseDeath(died.Date()),
            Member = node.Optional("member") is { } member ? ReadRange(member.Only("from", "to")) : DateRange.Always,
            Facts = node.Optional("facts") is { } given ? ReadFacts(given, FactSubject.Person) : [],
            Awards = [.. (node.Optional("awards")?.Items() ?? []).Select(ReadAward)],
        };
        if (person.Died is { } death && death.Day < person.Born.Earliest)
        {
            died!.Fault($"chết ({death.Day:yyyy-MM-dd}) trước khi sinh ({person.Born})", $"died ({death.Day:yyyy-MM-dd}) before being born ({person.Born})");
        }

        return person;
    }

    private CaseAward ReadAward(PackNode node)
    {
        node.Only("benefit", "decided", "decision", "applied", "certificate", "from", "to", "known", "place", "state", "reason", "id", "until", "ended");
        return new CaseAward(
            ReadBenefit(node.Required("benefit")), node.Required("from").Month(), node.Optional("to")?.Month(), node.Optional("known")?.Date());
    }

    private static IEnumerable<ExpectedStart> ReadStarts(PackNode node, CasePerson person) =>
        from award in node.Optional("awards")?.Items() ?? []
        where award.Optional("decided") is not null
        select new ExpectedStart(
            person.Id,
            new AwardBasis(new BenefitId(award.Required("benefit").Text()), award.Required("decided").Date(), award.Optional("applied")?.Date(), award.Optional("certificate")?.Date(), person.Born, person.Died?.Day),
            award.Required("from").Month(),
            award.Line);

    private ExpectedSuspension ReadSuspension(PackNode node)
    {
        node.Only("benefit", "month", "knownAt", "uncollected", "custody", "reviewRefused", "suspended", "reasons", "ends", "paid", "about");
        var month = node.Required("month").Month();
        return new ExpectedSuspension(
            ReadBenefit(node.Required("benefit")),
            new AwardStanding(Months(node, "uncollected"), Months(node, "custody"), Flag(node, "reviewRefused"), Months(node, "suspended")),
            month,
            node.Optional("knownAt")?.Date() ?? (month == default ? default : month.Last),
            node.Optional("reasons") is { } reasons ? new SuspensionAnswer([.. reasons.Items().Select(reason => reason.Text())], Flag(node, "ends"), Flag(node, "paid")) : null,
            node.Line);
    }

    private ExpectedPeriod ReadPeriod(PackNode node) => new(
        node.Only("status", "decided", "from", "to").Required("status").OneOf([.. benefits.Statuses.Select(status => status.Id)]),
        node.Required("decided").Date(), node.Required("from").Date(), node.Optional("to")?.Date(), node.Line);

    private static int Months(PackNode node, string key) => (int)(node.Optional(key)?.Integer() ?? 0);

    private static bool Flag(PackNode node, string key) => node.Optional(key)?.OneOf("true", "false") == "true";

    private BenefitId ReadBenefit(PackNode node)
    {
        var id = new BenefitId(node.Text());
        if (benefits.Find(id) is null)
        {
            node.Fault($"không có chính sách '{id}'", $"there is no benefit '{id}'");
        }

        return id;
    }

    private List<CaseFact> ReadFacts(PackNode node, FactSubject subject)
    {
        var read = new List<CaseFact>();
        foreach (var (code, value) in node.Entries())
        {
            if (facts.Find(code) is not { } fact || fact.Subject != subject)
            {
                value.Fault($"không có thông tin '{code}' của {(subject == FactSubject.Person ? "một người" : "một hộ")}", $"there is no fact '{code}' of a {(subject == FactSubject.Person ? "person" : "household")}");
                continue;
            }

            foreach (var item in value.IsList ? value.Items() : [value])
            {
                read.Add(item.IsMapping
                    ? new CaseFact(code, ReadValue(item.Only("value", "from", "to", "known", "source", "evidence").Required("value"), fact), ReadRange(item), item.Optional("known")?.Date(), read.Count)
                    : new CaseFact(code, ReadValue(item, fact), DateRange.Always, null, read.Count));
            }
        }

        return read;
    }

    private static string ReadValue(PackNode node, FactDefinition fact)
    {
        var text = node.Text();
        if (!fact.Accepts(text, out var expected))
        {
            node.Fault($"'{text}' không phải giá trị của '{fact.Code}'; cần {expected.Vi}", $"'{text}' is no value of '{fact.Code}'; expected {expected.En}");
        }

        return text;
    }

    private static DateRange ReadRange(PackNode node)
    {
        var from = node.Optional("from")?.Date();
        var to = node.Optional("to")?.Date();
        if (to < from)
        {
            node.Fault("ngày cuối trước ngày đầu", "the last day is before the first");
            return DateRange.Always;
        }

        return new DateRange(from, to);
    }

    private IReadOnlyList<CaseCheck> ReadChecks(PackNode node, List<CasePerson> people)
    {
        if (node.Optional("checks") is { } checks)
        {
            return [.. checks.Items().Select(item => ReadCheck(item.Only("month", "knownAt", "expect", "about"), people))];
        }

        return (node.Optional("runs") ?? node.Optional("suspensions") ?? node.Optional("periods")) is not null && node.Optional("month") is null ? [] : [ReadCheck(node, people)];
    }

    private CaseCheck ReadCheck(PackNode node, List<CasePerson> people)
    {
        var month = node.Required("month").Month();
        var expect = node.Optional("expect");
        var expected = new List<ExpectedPerson>();
        foreach (var (id, value) in expect?.Entries() ?? [])
        {
            if (id == HouseholdKey && people.All(person => person.Id.Value != id))
            {
                continue;
            }

            if (people.All(person => person.Id.Value != id))
            {
                value.Fault($"không có người '{id}' trong hộ", $"there is no person '{id}' in the household");
            }

            expected.Add(ReadExpected(new PersonId(id), value));
        }

        return new CaseCheck(month, node.Optional("knownAt")?.Date() ?? (month == default ? default : month.Last), node.Line, expect is not null, expected)
        {
            Statuses = people.All(person => person.Id.Value != HouseholdKey) && expect?.Optional(HouseholdKey) is { } household ? ReadStatuses(household.Only("statuses")) : null,
        };
    }

    private ExpectedPerson ReadExpected(PersonId id, PackNode node)
    {
        node.Only("entitled", "refused", "missing", "stopped", "statuses");
        return new ExpectedPerson(
            id,
            [.. (node.Optional("entitled")?.Items() ?? []).Select(item => new ExpectedEntitlement
            {
                Benefit = ReadBenefit(item.Only("benefit", "amount", "calculation", "because", "grade", "payee", "parts", "kind", "per").Required("benefit")),
                Amount = new Vnd(item.Required("amount").Integer()),
                Calculation = item.Optional("calculation")?.Text(),
                Because = [.. (item.Optional("because")?.Items() ?? []).Select(reference => reference.Ref())],
                Grade = item.Optional("grade")?.Grade(),
                Payee = item.Optional("payee")?.Text(),
                Parts = [.. (item.Optional("parts")?.Items() ?? []).Select(part => new AmountPart(
                    part.Only("fund", "amount", "ref", "calculation").Required("fund").Text(), new Vnd(part.Required("amount").Integer()), part.Optional("ref")?.Text() ?? ""))],
            })],
            [.. (node.Optional("refused")?.Items() ?? []).Select(item => new ExpectedRefusal(ReadBenefit(item.Only("benefit", "fact", "because").Required("benefit")), item.Optional("fact")?.Text(), [.. (item.Optional("because")?.Items() ?? []).Select(reference => reference.Ref())]))],
            [.. (node.Optional("missing")?.Items() ?? []).Select(item => new ExpectedMissing(
                item.Only("fact", "benefits").Required("fact").Text(), [.. (item.Optional("benefits")?.Items() ?? []).Select(ReadBenefit)]))],
            [.. (node.Optional("stopped")?.Items() ?? []).Select(item => new ExpectedStop(
                ReadBenefit(item.Only("benefit", "reason", "readings").Required("benefit")), [.. (item.Optional("readings")?.Items() ?? []).Select(ReadReading)]))])
        {
            Statuses = ReadStatuses(node),
        };
    }

    private static ExpectedReading ReadReading(PackNode node) =>
        new(node.Only("without", "amount").Optional("without")?.Text() ?? "", node.Optional("amount") is { } amount ? new Vnd(amount.Integer()) : null);

    private IReadOnlyList<ExpectedStatus>? ReadStatuses(PackNode node) => node.Optional("statuses") is not { } statuses ? null : [.. statuses.Items().Select(item => new ExpectedStatus(
        item.Only("status", "value", "because", "missing", "grade").Required("status").OneOf([.. benefits.Statuses.Select(status => status.Id)]),
        item.Optional("value")?.Text(),
        [.. (item.Optional("because")?.Items() ?? []).Select(reference => reference.Ref())],
        [.. (item.Optional("missing")?.Items() ?? []).Select(fact => fact.Text())],
        item.Optional("grade")?.Grade()))];
}
