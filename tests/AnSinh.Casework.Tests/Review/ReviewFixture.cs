using AnSinh.Casework.Review;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Steps;
using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Tests.Review;

/// <summary>A small commune: Xóm 1 with households A1 (poor), A2 (near-poor), A3 (poor), Xóm 2 with B1 (poor) and B2 (no status), each one person.</summary>
public sealed class ReviewFixture : IDisposable
{
    public static readonly PlaceCode Commune = PlaceCode.Parse("05206");
    private static readonly Lazy<ReviewLaw> InstalledLaw = new(() => ReviewLaw.Load(InstalledPack.Folder));

    private readonly TestDatabase _store;
    private Database _database;
    private int _serial;

    public ReviewFixture(Dialect dialect = Dialect.Sqlite)
    {
        _store = new TestDatabase(dialect, Register.Migrations, ReviewBook.Migrations);
        _database = Open(new DateOnly(2026, 5, 20));
        using var commit = new Register(_database).Begin("nhập", "test");
        foreach (var (id, village, head, status) in new[]
        {
            ("A1", "Xóm 1", "Bùi Văn Một", "poor"), ("A2", "Xóm 1", "Bùi Thị Hai", "near_poor"), ("A3", "Xóm 1", "Đinh Văn Ba", "poor"), ("B1", "Xóm 2", "Quách Thị Bốn", "poor"), ("B2", "Xóm 2", "Lê Văn Năm", ""),
        })
        {
            var household = new HouseholdId(id);
            commit.RegisterHousehold(household, Commune, new DateOnly(2021, 7, 1), village);
            var person = commit.RegisterPerson(
                ProvisionalNumber.OfSerial(++_serial), new PersonDetails(head, BirthDate.Parse("1980-03-01"), head.Contains("Thị", StringComparison.Ordinal) ? Sex.Female : Sex.Male, id is "B2" ? "Kinh" : "Mường"));
            commit.SetMembership(person, new Membership(household, "head", new DateRange(new DateOnly(2021, 7, 1), null)));
            if (status.Length > 0)
            {
                commit.RecordFact(household, new FactEntry("poverty_status", status, new DateRange(new DateOnly(2026, 1, 1), null), "poverty_list"));
            }
        }

        commit.Commit();
    }

    public string Folder => _store.Folder;

    public ReviewBook Book => BookOf(AreaScope.All);

    public ReviewBook BookOf(AreaScope scope) => new(_database, InstalledLaw.Value, scope);

    public Database Database => _database;

    public void On(int month, int day) => On(2026, month, day);

    public void On(int year, int month, int day)
    {
        _database.Dispose();
        _database = Open(new DateOnly(year, month, day));
    }

    /// <summary>The yearly round, opened on 3 September; the clock stands on the 20th.</summary>
    public ReviewRound OpenYearly()
    {
        On(9, 3);
        var round = OpenRound.Execute(Book, ReviewRound.Yearly, 2026, 0, Commune, "loan").Round;
        On(9, 20);
        return round;
    }

    /// <summary>Writes a village's workbook into the folder, filled in with an income (score A on the form of 2022 to 2026) above every line and no deprivation, then edited.</summary>
    public string Filled(ReviewRound round, string village, string name, Action<FilledSheet>? edit = null, string assessor = "Nguyễn Thị Rà", DateOnly? day = null, bool again = false)
    {
        var file = WriteForms.Execute(Book, round, village, again).Single(one => one.Name.EndsWith(".xlsx", StringComparison.Ordinal));
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, FilledSheet.Fill(file.Content, assessor, day ?? new DateOnly(2026, 9, 15), edit));
        return path;
    }

    public IReadOnlyList<ImportedSheet> Import(ReviewRound round, params string[] paths) => ImportAssessments.Execute(Book, round, paths, correct: false, "loan");

    /// <summary>The whole of a village taken in: A1 poor, A2 near-poor, A3 above the line.</summary>
    public ReviewRound Assessed()
    {
        var round = OpenYearly();
        var result = Assert(Import(round, Filled(round, "Xóm 1", "x1.xlsx", sheet => sheet.Income("A1", 1_500_000, lacks: 4).Income("A2", 2_000_000, lacks: 1).Income("A3", 2_500_000, lacks: 3))));
        return result ? round : throw new InvalidOperationException();
    }

    /// <summary>Xóm 1 met and posted; the posting ends on 13 October.</summary>
    public ReviewRound Posted()
    {
        var round = Assessed();
        On(10, 8);
        RecordMeeting.Execute(Book, round, Meeting(agreed: 38), "loan");
        PostResults.Execute(Book, round, "Xóm 1", new DateOnly(2026, 10, 8), "nhà văn hóa", "loan");
        return round;
    }

    public static MeetingRecord Meeting(int? agreed, int present = 40, params (string Household, int Agreed)[] votes) => new(
        "Xóm 1", new DateOnly(2026, 10, 3), "Trưởng thôn", "Thư ký", present, agreed, votes.ToDictionary(vote => new HouseholdId(vote.Household), vote => vote.Agreed));

    public ReviewCase Case(ReviewRound round, string household) => ReviewCases.Read(Book, round).Find(new HouseholdId(household))!;

    public void Dispose()
    {
        _database.Dispose();
        _store.Dispose();
    }

    private Database Open(DateOnly day) => _store.Open(day);

    private static bool Assert(IReadOnlyList<ImportedSheet> files) =>
        files.All(file => file.Accepted) ? true : throw new InvalidOperationException(string.Join(Environment.NewLine, files.SelectMany(file => file.Faults)));
}
