using System.Text;
using AnSinh.Storage;

namespace AnSinh.Registry.Tests.Import;

/// <summary>Every fault is reported with file, line, column and what was expected, and nothing is taken.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Mother = ImportFixture.Mother;
    private const string Child = ImportFixture.Child;

    private readonly ImportFixture _fixture = new();

    /// <summary>File, a row added to it as the last, the column at fault (0: the row), and part of the expectation.</summary>
    public static TheoryData<string, string, int, string> Rows => new()
    {
        { "households.csv", ",00004,,", 1, "may not be empty" },
        { "households.csv", "H 2,00004,,", 1, "letters, digits" },
        { "households.csv", "H1,00008,,", 1, "twice in the file" },
        { "households.csv", "H2,99999,,", 2, "no commune with this code" },
        { "households.csv", "H2,4,,", 2, "5 digits" },
        { "households.csv", "H2,01,,", 2, "no commune" },
        { "households.csv", "H2,00007,,", 2, "was split; in which of these does the household live: 00008 Phường Ngọc Hà, 00025 Phường Giảng Võ?" },
        { "households.csv", "H2,00010,,", 2, "had ended before" },
        { "households.csv", "H2,00004,,2026-02-30", 4, "a date that exists" },
        { "households.csv", "H2,00004,,30/04/2026", 4, "a date that exists" },
        { "households.csv", "H2,00004,,2026-05-21", 4, "in the future (today is 2026-05-20)" },
        { "households.csv", "H2,00004,,,,x", 0, "has 6 fields, the header 4" },
        { "persons.csv", $"{Mother},Nguyễn Thị Hoà,1990-05-17,female,,H1,,,,", 1, "twice in the file" },
        { "persons.csv", "00119000001,Lê Lan,1990,female,,H1,,,,", 1, "has 11 digits; expected 12" },
        { "persons.csv", "999190000013,Lê Lan,1990,female,,H1,,,,", 1, "first three digits" },
        { "persons.csv", "T1234567890,Lê Lan,1990,female,,H1,,,,", 1, "check digit" },
        { "persons.csv", "A01190000013,Lê Lan,1990,female,,H1,,,,", 1, "expected 12 digits" },
        { "persons.csv", "001190000013,Lê Lan,1991-01-01,female,,H1,,,,", 1, "digits 4-6 say born in 1990" },
        { "persons.csv", "001190000013,Lê Lan,1990,male,,H1,,,,", 1, "digit 4 does not agree with the sex" },
        { "persons.csv", "001190000013,,1990,female,,H1,,,,", 2, "may not be empty" },
        { "persons.csv", "001190000013,Lê 3,1990,female,,H1,,,,", 2, "a name in letters" },
        { "persons.csv", "001190000013,Lê Lan,1990-13-01,female,,H1,,,,", 3, "a date that exists" },
        { "persons.csv", "001326000013,Lê Lan,2026-06-01,female,,H1,,,,", 3, "born in the future" },
        { "persons.csv", "T0000000014,Lê Lan,1890,female,,H1,,,,", 3, "older than 130" },
        { "persons.csv", "001190000013,Lê Lan,1990,f,,H1,,,,", 4, "expected male or female" },
        { "persons.csv", "001190000013,Lê Lan,1990,female,1989-12-31,H1,,,,", 5, "before the birth" },
        { "persons.csv", "001190000013,Lê Lan,1990,female,2027-01-01,H1,,,,", 5, "in the future" },
        { "persons.csv", "001190000013,Lê Lan,1990,female,,H7,,,,", 6, "no such household" },
        { "persons.csv", "001190000013,Lê Lan,1990,female,,H1,,2024-01-01,2023-01-01,", 9, "before the first day" },
        { "facts.csv", "H1,poverty_stat,poor,,,,", 2, "no such fact in facts.yaml (poverty_status?)" },
        { "facts.csv", "H1,poverty_status,rich,2025-01-01,,,", 3, "one of: poor, near_poor, average, none" },
        { "facts.csv", "H2,poverty_status,poor,,,,", 1, "no such household" },
        { "facts.csv", "H1,poverty_status,none,2026-01-01,,,", 2, "twice in the file" },
        { "facts.csv", $"{Child},pension_amount,1.500.000,,,,", 3, "(write 1500000?)" },
        { "facts.csv", $"{Child},pension_amount,-1,,,,", 3, "an integer without separators from 0" },
        { "facts.csv", $"{Child},pension_amount,900000000000,,,,", 3, "an integer without separators from 0" },
        { "facts.csv", $"{Child},studying,yes,,,,", 3, "true or false" },
        { "facts.csv", $"{Child},studying,true,2026-02-01,2026-01-01,,", 5, "before the first day" },
        { "facts.csv", $"{Child},studying,true,,,hearsay,", 6, "no such source" },
        { "facts.csv", $"{Child},carer,001190000099,,,,", 3, "nobody has this number" },
        { "facts.csv", "001190000099,studying,true,,,,", 1, "nobody has this number" },
        { "awards.csv", $"{Mother},tgxh.99,1,2025-08-20,,,2025-08,,,,", 2, "no such benefit" },
        { "awards.csv", $"{Mother},tgxh.6.nang,1,2025-08-20,,,2021-06,,,,", 2, "does not exist in 2021-06" },
        { "awards.csv", $"{Mother},tgxh.6.nang,1,2026-08-20,,,2025-08,,,,", 4, "in the future" },
        { "awards.csv", $"{Mother},tgxh.6.nang,1,2025-08-20,2025-09-01,,2025-08,,,,", 5, "after the decision" },
        { "awards.csv", $"{Mother},tgxh.6.nang,1,2025-08-20,,,08/2025,,,,", 7, "a month as yyyy-MM" },
        { "awards.csv", $"{Mother},tgxh.6.nang,1,2025-08-20,,,2025-08,2025-07,,,", 8, "before the first month" },
        { "awards.csv", $"{Mother},tgxh.6.nang,1,2025-08-20,,,2025-08,,paid,,", 9, "expected one of granted" },
        { "awards.csv", $"{Mother},tgxh.6.nang,1,2025-08-20,,,2025-08,,suspended,,", 9, "no granted decision" },
        { "awards.csv", $"{Child},tgxh.6.nang,13,2025-09-20,,,2025-10,,,,", 2, "already has this benefit by decision 12/QĐ-UBND" },
        { "awards.csv", $"{Child},tgxh.6.nang,12/QĐ-UBND,2025-08-20,,,2025-09,,,,", 3, "twice in the file" },
        { "accounts.csv", $"{Mother},VCB!,0011,Hoà,,", 2, "code or BIN" },
        { "accounts.csv", $"{Mother},970436,00 11 22,Hoà,,", 3, "without spaces or dots" },
        { "accounts.csv", $"{Mother},970436,001122,,,", 4, "may not be empty" },
        { "coverage.csv", "rumour,00004,2026-05-15", 1, "no such source" },
        { "coverage.csv", "civil_status,99,2026-05-15", 2, "no commune" },
        { "coverage.csv", "civil_status,00004,2026-12-31", 3, "in the future" },
    };

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_faulty_row_is_reported_where_it_stands_and_nothing_is_taken(string file, string row, int column, string expected)
    {
        _fixture.Append(file, row);
        var line = File.ReadAllLines(Path.Combine(_fixture.Folder, file)).Length;

        var result = _fixture.Run();

        var fault = Assert.Single(result.Faults);
        Assert.Equal((file, line, column), (fault.File, (int)fault.Line, fault.Column));
        Assert.Contains(expected, fault.English, StringComparison.Ordinal);
        Assert.NotEqual(fault.English, fault.Vietnamese);
        AssertNothingTaken(result);
    }

    [Fact]
    public void All_faults_of_all_files_are_reported_at_once_and_rows_that_only_refer_to_a_rejected_one_are_not_faults()
    {
        _fixture.Replace("persons.csv", 3, $"{Child},Trần Đức,2019,male,2018-01-01,H1,child,,,Kinh");
        _fixture.Append("coverage.csv", "rumour,00004,2026-05-15");
        _fixture.Append("households.csv", "H2,99999,,2026-02-30");
        _fixture.Append("persons.csv", "001190000013,Lê Lan,1990,female,,H2,,,,");

        var result = _fixture.Run();

        Assert.Equal(["households.csv:3 commune", "households.csv:3 from", "persons.csv:3 died", "coverage.csv:3 source"], result.Faults.Select(fault => $"{fault.File}:{fault.Line} {fault.ColumnName}"));
        AssertNothingTaken(result);
    }

    [Theory]
    [InlineData("household,comune,village,from", "no such column")]
    [InlineData("household,village,from", "lacks the columns: commune")]
    [InlineData("household,commune,commune", "twice")]
    [InlineData("# only a comment", "the file is empty")]
    public void A_wrong_header_is_reported_with_the_columns_expected(string header, string expected)
    {
        _fixture.Write("households.csv", header);
        Assert.Contains(_fixture.Run().Faults, fault => fault.File == "households.csv" && fault.English.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_file_is_a_fault()
    {
        File.WriteAllText(Path.Combine(_fixture.Folder, "facts.csv"), "");
        Assert.Contains("the file is empty", Assert.Single(_fixture.Run().Faults).English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_one_endless_line_is_a_fault_and_not_an_end_of_the_program()
    {
        File.WriteAllText(Path.Combine(_fixture.Folder, "facts.csv"), new string('a', (1 << 20) + 100_000));
        var fault = Assert.Single(_fixture.Run().Faults);
        Assert.Equal(("facts.csv", 1L), (fault.File, fault.Line));
        Assert.Contains("cannot be read on", fault.English, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ends_the_reading_of_a_file_is_said_before_the_faults_of_its_rows()
    {
        _fixture.Append("facts.csv", "H9,poverty_status,poor,,,,");
        _fixture.Append("facts.csv", new string('a', (1 << 20) + 100_000));
        var result = _fixture.Run();
        Assert.Equal(2, result.FaultCount);
        Assert.Contains("cannot be read on", result.Faults[0].English, StringComparison.Ordinal);
        Assert.Contains("no such household", result.Faults[1].English, StringComparison.Ordinal);
        AssertNothingTaken(result);
    }

    [Fact]
    public void Nothing_to_import_is_said() => Assert.Throws<StorageException>(() =>
    {
        Directory.Delete(_fixture.Folder, recursive: true);
        _fixture.Run();
    });

    [Fact]
    public void Another_encoding_is_reported_at_its_first_byte_and_read_when_named()
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1258)!;
        // Windows-1258 writes tone marks as combining characters: the text must be decomposed so far before it can be encoded.
        var lines = new[] { "household,commune,village,from", "H1,00004,Thôn Thượng,".Replace("ợ", "ơ\u0323", StringComparison.Ordinal) };
        File.WriteAllLines(Path.Combine(_fixture.Folder, "households.csv"), lines, windows);

        var fault = _fixture.Run().Faults[0];
        Assert.Equal(("households.csv", 2, 12), (fault.File, (int)fault.Line, fault.Column));
        Assert.Contains("windows-1258", fault.English, StringComparison.Ordinal);

        foreach (var other in Directory.EnumerateFiles(_fixture.Folder).Where(file => !file.EndsWith("households.csv", StringComparison.Ordinal)))
        {
            File.Delete(other);
        }

        Assert.True(_fixture.Run(encoding: windows).Accepted);
        using var connection = _fixture.Register.Database.Connect();
        Assert.Equal("Thôn Thượng", connection.Read("select village from residence", [], row => row.GetString(0)).Single());
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Files_with_a_byte_order_mark_are_read(string name)
    {
        foreach (var file in Directory.EnumerateFiles(_fixture.Folder))
        {
            var encoding = Encoding.GetEncoding(name);
            File.WriteAllBytes(file, [.. encoding.GetPreamble(), .. encoding.GetBytes(File.ReadAllText(file))]);
        }

        Assert.Empty(_fixture.Run().Faults);
        Assert.Equal("Nguyễn Thị Hoà", _fixture.Register.Register.Now().PersonByNumber(AreaScope.All, IdentityNumber.Parse(Mother))!.FullName);
    }

    [Fact]
    public void Decomposed_text_is_composed_and_noted()
    {
        var path = Path.Combine(_fixture.Folder, "persons.csv");
        File.WriteAllText(path, File.ReadAllText(path).Normalize(NormalizationForm.FormD));

        var result = _fixture.Run();

        Assert.Contains(result.Notes, note => note.File == "persons.csv" && note.English.Contains("2 fields in decomposed Unicode", StringComparison.Ordinal));
        Assert.Equal("Nguyễn Thị Hoà".Normalize(), _fixture.Register.Register.Now().PersonByNumber(AreaScope.All, IdentityNumber.Parse(Mother))!.FullName);
    }

    [Fact]
    public void Numbers_are_masked_in_faults()
    {
        _fixture.Append("persons.csv", "001190000013,Lê Lan,1991-01-01,female,,H1,,,,");
        Assert.Equal("00••••••••13", Assert.Single(_fixture.Run().Faults).Found);
    }

    [Fact]
    public void Cancelled_in_the_middle_nothing_is_taken()
    {
        for (var number = 0; number < 2100; number++)
        {
            _fixture.Append("households.csv", $"X{number},00004,,");
        }

        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => _fixture.Run(cancellation: cancellation.Token));
        Assert.Equal(KnowledgeNumber.None, _fixture.Register.Database.Current());
    }

    private void AssertNothingTaken(ImportResult result)
    {
        Assert.False(result.Accepted);
        Assert.Null(result.Number);
        Assert.Equal(KnowledgeNumber.None, _fixture.Register.Database.Current());
    }
}
