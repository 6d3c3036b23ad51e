using AnSinh.Law;

namespace AnSinh.Registry;

internal enum ImportOutcome
{
    New,
    Changed,
    Unchanged,
}

/// <summary>What the rows of one import share: the commit they write into, and what was rejected, so that rows which only refer to a rejected one are not faults of their own.</summary>
internal sealed partial class ImportContext(RegistryCommit commit, ImportOptions options, ImportFaults faults)
{
    private const int MaxKnown = 50_000;

    private readonly Dictionary<string, PersonId> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _rejectedNumbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _rejectedHouseholds = new(StringComparer.Ordinal);

    public ImportOptions Options => options;
    public ImportFaults Faults => faults;
    public DateOnly Today => commit.RecordedOn;

    public Func<ImportRow, ImportOutcome> TakerOf(CsvLayout layout) => layout.FileName switch
    {
        "households.csv" => TakeHousehold,
        "persons.csv" => TakePerson,
        "facts.csv" => TakeFact,
        "awards.csv" => TakeAward,
        "accounts.csv" => TakeAccount,
        _ => TakeCoverage,
    };

    /// <summary>Rows are coming: what the register holds about them is looked up at once.</summary>
    public void Look(CsvLayout layout, IReadOnlyList<CsvRecord> records)
    {
        var (numbers, households) = layout.FileName switch
        {
            "households.csv" => ((string[])[], (string[])["household"]),
            "persons.csv" => (["number"], ["household"]),
            "facts.csv" => (["subject", "value"], ["subject"]),
            "awards.csv" or "accounts.csv" => (["number"], []),
            _ => ([], []),
        };
        var about = layout.FileName switch
        {
            "households.csv" => LookAheadSubject.Residences,
            "persons.csv" => LookAheadSubject.Details,
            "facts.csv" => LookAheadSubject.Facts,
            "awards.csv" => LookAheadSubject.Awards | LookAheadSubject.Communes,
            "accounts.csv" => LookAheadSubject.Accounts,
            _ => LookAheadSubject.None,
        };
        if (!options.Scope.IsEverything)
        {
            about |= LookAheadSubject.Communes | LookAheadSubject.Residences;
        }

        IEnumerable<string> Texts(string[] columns) => records.SelectMany(record => columns.Select(column => record.Fields.GetValueOrDefault(column, ""))).Where(text => text.Length > 0).Distinct();
        commit.Look(new LookAheadKeys(
            [.. Texts(numbers).Select(text => IdentityNumber.TryParse(text, out var number) ? number : (IdentityNumber?)null).OfType<IdentityNumber>()],
            [.. Texts(households).Select(text => new HouseholdId(text))], about));
    }

    /// <summary>The person under a number; null when the row has a fault or waits for a rejected row.</summary>
    private PersonId? PersonOf(ImportRow row, string column)
    {
        if (row.Number(column) is not { } number)
        {
            return null;
        }

        if (Known(number) is { } person && IsWithin(person))
        {
            return person;
        }

        if (_rejectedNumbers.Contains(number.Text))
        {
            row.Waits = true;
        }
        else
        {
            row.Fault(column, "không có người mang số này trong persons.csv hay trong sổ", "nobody has this number, in persons.csv or in the register");
        }

        return null;
    }

    /// <summary>Rows about one person mostly stand together or come back soon: the numbers met last are remembered.</summary>
    private PersonId? Known(IdentityNumber number)
    {
        if (_known.TryGetValue(number.Text, out var person))
        {
            return person;
        }

        if (commit.FindPerson(number) is not { } found)
        {
            return null;
        }

        if (_known.Count == MaxKnown)
        {
            _known.Clear();
        }

        _known.Add(number.Text, found);
        return found;
    }

    private HouseholdId? HouseholdOf(ImportRow row, string column)
    {
        if (row.Household(column) is not { } household)
        {
            return null;
        }

        if (commit.HasHousehold(household) && IsWithin(household))
        {
            return household;
        }

        if (_rejectedHouseholds.Contains(household.Value))
        {
            row.Waits = true;
        }
        else
        {
            row.Fault(column, "không có hộ này trong households.csv hay trong sổ", "there is no such household, in households.csv or in the register");
        }

        return null;
    }

    private bool IsWithin(PersonId person) => options.Scope.IsEverything || IsWithin(commit.CommuneNow(person));

    private bool IsWithin(HouseholdId household) => options.Scope.IsEverything || IsWithin(commit.LastResidence(household).Commune);

    private bool IsWithin(PlaceCode? place) => place is not { } code || options.Scope.Allows(code, code.IsProvince ? code : PlaceDirectory.VietNam.ProvinceOf(code));

    /// <summary>A place of a row that is written to; outside the area it is a fault.</summary>
    private PlaceCode? Within(ImportRow row, string column, PlaceCode? place)
    {
        if (IsWithin(place))
        {
            return place;
        }

        row.Fault(column, "ngoài địa bàn được nhập", "outside the area that may be imported");
        return null;
    }

    private ImportOutcome TakeHousehold(ImportRow row)
    {
        var household = row.Household("household");
        var commune = Within(row, "commune", row.Commune("commune"));
        var from = row.Day("from");
        var village = PersonName.Normalise(row.Text("village"));
        if (row.Faulty || household is not { } id || commune is not { } place)
        {
            _rejectedHouseholds.Add(row.Text("household"));
            return default;
        }

        if (!commit.HasHousehold(id))
        {
            commit.RegisterHousehold(id, place, from, village);
            return ImportOutcome.New;
        }

        if (!IsWithin(id))
        {
            row.Fault("household", "mã hộ này đã dùng ở địa bàn khác", "this household id is used elsewhere");
            return default;
        }

        if (commit.WasWrittenNow(id))
        {
            row.Fault("household", "mã hộ này có hai lần trong tệp", "this household is twice in the file");
            return default;
        }

        var last = commit.LastResidence(id);
        if (last.Commune == place && (village.Length == 0 || last.Village == village) && (from is null || from == last.From))
        {
            return ImportOutcome.Unchanged;
        }

        if (from is { } day && (last.From is not { } since || day > since))
        {
            commit.MoveHousehold(id, place, day, village);
            return ImportOutcome.Changed;
        }

        row.Fault(
            "commune", $"hộ này đã đăng ký ở {last.Commune}; nếu đã chuyển đi hãy ghi ngày chuyển vào cột from",
            $"this household is registered in {last.Commune}; if it moved give the day in the column from");
        return default;
    }

    private ImportOutcome TakeCoverage(ImportRow row)
    {
        var source = row.Required("source");
        var place = Within(row, "commune", row.Commune("commune", mayBeProvince: true));
        var asOf = row.Day("as_of", required: true);
        if (source is not null && options.Facts.FindSource(source) is null)
        {
            var known = string.Join(", ", options.Facts.Sources.Select(known => known.Code));
            row.Fault("source", $"không có nguồn này; cần một trong: {known}", $"no such source; expected one of {known}");
        }

        if (row.Faulty || source is null || place is not { } code || asOf is not { } day)
        {
            return default;
        }

        if (commit.CoverageOf(source, code) is { } covered && covered == day)
        {
            return ImportOutcome.Unchanged;
        }

        commit.RecordCoverage(source, code, day);
        return ImportOutcome.New;
    }
}
