using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Registry.Tests.Reading;

namespace AnSinh.Registry.Tests.Import;

public sealed class SqliteImportTests() : ImportTests(Dialect.Sqlite);

public sealed class PostgresImportTests() : ImportTests(Dialect.Postgres);

public abstract class ImportTests(Dialect dialect) : IDisposable
{
    private const string Mother = ImportFixture.Mother;
    private const string Child = ImportFixture.Child;
    private static readonly BenefitMonth June = new(2026, 6);

    private readonly ImportFixture _fixture = new(dialect);

    private RegistrySnapshot Now => _fixture.Register.Register.Now();

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [DialectFact]
    public void Files_become_a_household_that_a_determination_can_read()
    {
        var result = _fixture.Run();

        Assert.Empty(result.Faults);
        Assert.Equal([1, 2, 3, 1, 1, 1], result.Files.Select(file => (int)file.New));
        var household = Assert.Single(Now.Households(AreaScope.All, June));
        var mother = Now.PersonByNumber(AreaScope.All, IdentityNumber.Parse(Mother))!.Id;
        var child = household.People.Single(person => person.Id != mother);
        Assert.Equal(mother.Value, child.Facts.Single(fact => fact.Code == "raised_by").Value);
        Assert.Equal(DatePrecision.Year, child.Born.Precision);
        Assert.Equal(new BenefitMonth(2025, 8), Assert.Single(child.Awards).From);
        Assert.Equal("0011004455667", Now.Accounts(AreaScope.All, new HashSet<PersonId> { mother }, new DateOnly(2026, 6, 1))[mother].Number);
    }

    [DialectFact]
    public void The_same_files_again_change_nothing_and_take_no_number()
    {
        var number = _fixture.Run().Number;
        var again = _fixture.Run();

        Assert.Null(again.Number);
        Assert.Equal(number, Now.Number);
        Assert.All(again.Files, file => Assert.Equal((file.Rows, 0, 0), (file.Unchanged, (int)file.New, (int)file.Changed)));
    }

    [DialectFact]
    public void A_dry_run_checks_and_writes_nothing()
    {
        Assert.True(_fixture.Run(dryRun: true).Accepted);
        Assert.Empty(Now.People(AreaScope.All));
    }

    [DialectFact]
    public void What_is_exported_is_imported_into_the_same_register_elsewhere()
    {
        _fixture.Append("awards.csv", $"{Child},tgxh.6.nang,12/QĐ-UBND,2025-08-20,2025-08-01,2024-02-01,2026-02,,suspended,vắng mặt,");
        _fixture.Append("awards.csv", $"{Child},tgxh.6.nang,12/QĐ-UBND,2025-08-20,2025-08-01,2024-02-01,2026-04,,resumed,đã về,");
        _fixture.Run();
        using var other = new ImportFixture(dialect);
        RegistryExport.Run(Now, AreaScope.All, other.Folder);

        Assert.Empty(other.Run().Faults);
        Assert.Equal(Content(Now), Content(other.Register.Register.Now()));
        var third = Path.Combine(other.Register.Folder, "again");
        RegistryExport.Run(other.Register.Register.Now(), AreaScope.All, third);
        Assert.All(CsvLayout.All, layout => Assert.Equal(
            File.ReadAllLines(Path.Combine(other.Folder, layout.FileName)).Order(StringComparer.Ordinal), File.ReadAllLines(Path.Combine(third, layout.FileName)).Order(StringComparer.Ordinal)));
    }

    [DialectFact]
    public void Rejected_rows_are_mended_beside_the_input_and_imported()
    {
        _fixture.Replace("persons.csv", 3, $"{Child},Trần Đức,2019-02-30,male,,H1,child,,,Kinh");
        var rejects = Assert.Single(_fixture.Run().RejectFiles);

        var lines = File.ReadAllLines(rejects);
        Assert.Equal("\uFEFFline,why,number,full_name,born,sex,died,household,relation,member_from,member_to,ethnic_group".TrimStart('\uFEFF'), lines[0].TrimStart('\uFEFF'));
        Assert.StartsWith("3,", lines[1], StringComparison.Ordinal);
        Assert.Contains("born: cần ngày có thật", lines[1], StringComparison.Ordinal);

        File.WriteAllText(rejects, File.ReadAllText(rejects).Replace("2019-02-30", "2019-02-28", StringComparison.Ordinal));
        var mended = _fixture.Run(mended: true);

        Assert.Empty(mended.Faults);
        Assert.Equal(2, Now.People(AreaScope.All).Count);
        Assert.Equal("2019-02-28", Now.PersonByNumber(AreaScope.All, IdentityNumber.Parse(Child))!.Born.ToString());
    }

    [DialectFact]
    public void What_was_mended_is_kept_when_another_row_still_has_a_fault()
    {
        _fixture.Replace("persons.csv", 3, $"{Child},Trần Đức,2019-02-30,male,,H1,child,,,Kinh");
        _fixture.Append("persons.csv", "001190000013,Lê Lan,1990,x,,H1,,,,");
        var rejects = Assert.Single(_fixture.Run().RejectFiles);
        File.WriteAllText(rejects, File.ReadAllText(rejects).Replace("2019-02-30", "2019-02-28", StringComparison.Ordinal));

        Assert.Equal("persons.csv.rejects.csv:3", _fixture.Run(mended: true).Faults.Select(fault => $"{fault.File}:{fault.Line}").Single());
        Assert.Contains("2019-02-28", File.ReadAllText(rejects), StringComparison.Ordinal);
        Assert.Contains("Lê Lan", File.ReadAllText(rejects), StringComparison.Ordinal);
    }

    [DialectFact]
    public void A_person_registered_with_other_details_is_a_fault_unless_it_is_a_correction()
    {
        _fixture.Run();
        _fixture.Replace("persons.csv", 2, $"{Mother},Nguyễn Thị Hoa,1990-05-17,female,,H1,head,,,Kinh");

        Assert.Contains("--correct", Assert.Single(_fixture.Run().Faults).English, StringComparison.Ordinal);
        Assert.Empty(_fixture.Run(correct: true).Faults);
        Assert.Equal("Nguyễn Thị Hoa", Now.PersonByNumber(AreaScope.All, IdentityNumber.Parse(Mother))!.FullName);
    }

    [DialectFact]
    public void Who_is_listed_in_a_second_household_must_have_moved_on_a_day()
    {
        _fixture.Run();
        _fixture.Append("households.csv", "H2,00008,,");
        _fixture.Replace("persons.csv", 2, $"{Mother},Nguyễn Thị Hoà,1990-05-17,female,,H2,head,,,Kinh");
        Assert.Contains("is a member of household H1", Assert.Single(_fixture.Run().Faults).English, StringComparison.Ordinal);

        _fixture.Replace("persons.csv", 2, $"{Mother},Nguyễn Thị Hoà,1990-05-17,female,,H2,head,2026-05-10,,Kinh");
        Assert.Empty(_fixture.Run().Faults);
        var mother = Now.PersonByNumber(AreaScope.All, IdentityNumber.Parse(Mother))!.Id;
        Assert.Equal(("H1", "H2"), (Now.HouseholdOf(AreaScope.All, mother, new BenefitMonth(2026, 5))!.Value.Value, Now.HouseholdOf(AreaScope.All, mother, June)!.Value.Value));
    }

    [DialectFact]
    public void A_household_that_moved_needs_the_day_and_a_merged_commune_is_mapped_forward()
    {
        _fixture.Run();
        _fixture.Replace("households.csv", 2, "H1,00001,Tổ 3,");
        var asked = _fixture.Run();
        Assert.Contains("if it moved give the day", Assert.Single(asked.Faults).English, StringComparison.Ordinal);
        Assert.Contains(asked.Notes, note => note.English.Contains("is now part of", StringComparison.Ordinal));

        _fixture.Replace("households.csv", 2, "H1,00001,Tổ 3,2026-05-10");
        Assert.Empty(_fixture.Run().Faults);
        Assert.Equal("00097", Now.Household(AreaScope.All, new HouseholdId("H1"), June)!.Place.Value);
    }

    [DialectFact]
    public void A_fact_with_the_same_first_day_and_another_value_corrects_the_earlier()
    {
        _fixture.Run();
        var before = Now;
        _fixture.Replace("facts.csv", 2, "H1,poverty_status,near_poor,2026-01-01,,poverty_list,QĐ 6");
        Assert.Equal(1, _fixture.Run().Files.Single(file => file.Name == "facts.csv").Changed);

        Assert.Equal("near_poor", Assert.Single(Now.Facts(AreaScope.All, new HouseholdId("H1"))).Fact.Value);
        Assert.Equal("poor", Assert.Single(before.Facts(AreaScope.All, new HouseholdId("H1"))).Fact.Value);
    }

    [DialectTheory]
    [InlineData("nguyen thi hoa")]
    [InlineData("Nguyễn Thị Hòa")]
    [InlineData("NGUYỄN THỊ HOÀ")]
    [InlineData("hoa 1990")]
    [InlineData("thi nguyen")]
    [InlineData(Mother)]
    public void People_are_found_by_name_without_marks_year_or_number(string text)
    {
        _fixture.Run();
        Assert.Equal("Nguyễn Thị Hoà", Assert.Single(Now.Search(AreaScope.All, text)).FullName);
    }

    [DialectFact]
    public void Templates_are_import_files_without_rows()
    {
        var folder = Path.Combine(_fixture.Register.Folder, "template");
        Assert.Equal(CsvLayout.All.Count, RegistryTemplate.Write(folder).Count);
        Assert.Empty(RegistryTemplate.Write(folder));
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.Copy(file, Path.Combine(_fixture.Folder, Path.GetFileName(file)), overwrite: true);
        }

        var result = _fixture.Run();
        Assert.Empty(result.Faults);
        Assert.All(result.Files, file => Assert.Equal(0, file.Rows));
    }

    private static string Content(RegistrySnapshot snapshot)
    {
        var names = snapshot.People(AreaScope.All).ToDictionary(person => person.Id.Value, person => person.FullName);
        return string.Join('\n', snapshot.Households(AreaScope.All, June).Select(HouseholdReadingTests.Canonical)
            .Select(text => names.Aggregate(text, (named, person) => named.Replace(person.Key, person.Value, StringComparison.Ordinal)))
            .SelectMany(text => text.Split('\n')).Order(StringComparer.Ordinal));
    }
}
