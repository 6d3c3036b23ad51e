using AnSinh.Casework.Letters;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using Xunit;

namespace AnSinh.Casework.Tests.Letters;

/// <summary>Letters from a register of two people: a decision the law agrees with, a refusal it agrees with, and one of each it does not.</summary>
public sealed class AwardLettersTests : IDisposable
{
    private static readonly BenefitMonth June = new(2026, 6);
    private static readonly HashSet<LetterKind> Both = [LetterKind.Decision, LetterKind.Refusal];
    private static readonly AreaScope Here = AreaScope.Of(PlaceCode.Parse("00004"));

    private readonly string _folder = Directory.CreateTempSubdirectory("letters-").FullName;
    private Database? _database;

    public void Dispose()
    {
        _database?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_granted_award_gets_its_decision_and_a_refused_one_its_refusal()
    {
        var (letters, findings) = Letters(Here, "001147000011,htxh.75,12/QĐ-UBND,2026-06-10,2026-06-01,,2026-06,,granted,,", "001054000012,htxh.70_74,3/TB-UBND,2026-06-11,2026-06-02,,2026-06,,refused,,");
        Assert.Empty(findings);
        Assert.Equal([LetterKind.Decision, LetterKind.Refusal], letters.Select(letter => letter.Kind));
        Assert.Contains("Số: 12/QĐ-UBND", letters[0].Text, StringComparison.Ordinal);
        Assert.Contains("bà Nguyễn Thị Hoà, sinh năm 1947, thường trú tại tổ 3, phường Ba Đình", letters[0].Text, StringComparison.Ordinal);
        Assert.Contains("650.000 đồng/tháng (bằng chữ: sáu trăm năm mươi nghìn đồng chẵn)", letters[0].Text, StringComparison.Ordinal);
        Assert.Contains("ngân sách tỉnh cho phần cao hơn mức quốc gia, 150.000 đồng (Luật 41/2024/QH15, Điều 22)", letters[0].Text, StringComparison.Ordinal);
        Assert.Contains("cho bà Nguyễn Thị Hoà, bằng tiền mặt tại điểm chi trả", letters[0].Text, StringComparison.Ordinal);
        Assert.Contains("Căn cứ Luật Bảo hiểm xã hội số 41/2024/QH15", letters[0].Text, StringComparison.Ordinal);
        Assert.Contains("hộ nghèo hoặc hộ cận nghèo", letters[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_the_law_does_not_agree_with_gets_a_finding_and_no_letter()
    {
        var (letters, findings) = Letters(Here, "001147000011,htxh.75,3/TB-UBND,2026-06-10,,,2026-06,,refused,,", "001054000012,htxh.70_74,12/QĐ-UBND,2026-06-11,,,2026-06,,granted,,");
        Assert.Empty(letters);
        Assert.Contains(findings, finding => finding.Why.En.StartsWith("refused, but by law due", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Why.En.StartsWith("granted, but by law not due", StringComparison.Ordinal));
    }

    [Fact]
    public void The_letter_of_a_decision_stays_the_same_when_the_law_and_the_award_change_later()
    {
        var before = Letters(Here, "001147000011,htxh.75,12/QĐ-UBND,2026-06-10,,,2026-06,,granted,,").Letters;
        using var later = Database.Open(Path.Combine(_folder, "a.db"), new SimulatedClock(new DateOnly(2026, 11, 20)), [Register.Migrations]);
        var register = new Register(later);
        var award = register.Now().Awards(AreaScope.All)[0];
        using (var commit = register.Begin("officer", "test"))
        {
            commit.SuspendAward(award.Id, new BenefitMonth(2026, 10), "vắng mặt");
            commit.Commit();
        }

        var after = new AwardLetters(InstalledPack.Pack, register, register.Now(), Here, "").Of(June, Both);
        Assert.Equal(before.Single().Html, after.Single().Html);
    }

    [Fact]
    public void Nothing_is_written_outside_the_area()
    {
        var (letters, findings) = Letters(AreaScope.Of(PlaceCode.Parse("00008")), "001147000011,htxh.75,12/QĐ-UBND,2026-06-10,,,2026-06,,granted,,");
        Assert.Empty(letters);
        Assert.Empty(findings);
    }

    private (IReadOnlyList<(LetterKind Kind, string Html, string Text)> Letters, IReadOnlyList<LetterFinding> Findings) Letters(AreaScope scope, params string[] awards)
    {
        Write("households.csv", "household,commune,village,from", "H1,00004,Tổ 3,2020-01-01", "H2,00004,Tổ 3,2020-01-01");
        Write(
            "persons.csv", "number,full_name,born,sex,died,household,relation,member_from,member_to,ethnic_group", "001147000011,Nguyễn Thị Hoà,1947,female,,H1,head,2020-01-01,,Kinh",
            "001054000012,Trần Đức,1954-03-02,male,,H2,head,2020-01-01,,Kinh");
        Write("coverage.csv", "source,commune,as_of", [.. InstalledPack.Pack.Facts.Sources.Select(source => $"{source.Code},00004,2026-06-12")]);
        Write("awards.csv", "number,benefit,decision_number,decided,applied,certificate,from,to,state,reason,place", awards);
        _database = Database.Open(Path.Combine(_folder, "a.db"), new SimulatedClock(new DateOnly(2026, 6, 12)), [Register.Migrations]);
        var register = new Register(_database);
        Assert.Empty(RegistryImport.Run(register, _folder, new ImportOptions { Facts = InstalledPack.Pack.Facts, Benefits = InstalledPack.Pack.Benefits, Actor = "tester" }).Faults);
        var writer = new AwardLetters(InstalledPack.Pack, register, register.Now(), scope, "");
        var letters = writer.Of(June, Both);
        return ([.. letters.Select(letter => (letter.Kind, letter.Html, System.Net.WebUtility.HtmlDecode(letter.Html)))], writer.Findings);
    }

    private void Write(string file, params string[] lines) => File.WriteAllLines(Path.Combine(_folder, file), lines);

    private void Write(string file, string header, string[] rows) => Write(file, [header, .. rows]);
}
