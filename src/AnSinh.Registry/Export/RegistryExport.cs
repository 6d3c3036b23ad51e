using System.Globalization;
using AnSinh.Law;
using AnSinh.Storage;
using CsvHelper;

namespace AnSinh.Registry;

/// <summary>Writes the register, as known at a number and as far as an area reaches, in the files that an import reads.</summary>
public static class RegistryExport
{
    /// <summary>Writes all files of <see cref="CsvLayout.All"/> into a folder, which holds numbers in the clear afterwards, and returns their paths with the rows written.</summary>
    public static IReadOnlyList<(string Path, long Rows)> Run(RegistrySnapshot snapshot, AreaScope scope, string folder)
    {
        Directory.CreateDirectory(folder);
        var contents = snapshot.Export(scope);
        return
        [
            Write(folder, CsvLayout.Households, contents.Residences, row => [row.Household.Value, row.Commune.Value, row.Village, Day(row.Valid.From)]),
            Write(folder, CsvLayout.Persons, contents.People, row =>
            [
                row.Number, row.Person.FullName, row.Person.Born.ToString(), row.Person.Sex == Sex.Male ? "male" : "female", Day(row.Person.Died), row.Membership?.Household.Value, row.Membership?.Relation,
                Day(row.Membership?.Valid.From), Day(row.Membership?.Valid.To), row.Person.EthnicGroup,
            ]),
            Write(folder, CsvLayout.Facts, contents.Facts, row => [row.Subject, row.Fact.Code, row.Fact.Value, Day(row.Fact.Valid.From), Day(row.Fact.Valid.To), row.Fact.Source, row.Fact.Evidence]),
            Write(folder, CsvLayout.Awards, contents.Awards, row =>
            [
                row.Number, row.Award.Benefit.Value, row.Award.DecisionNumber, Day(row.Award.Decided), Day(row.Award.Applied), Day(row.Award.Certificate), row.Award.From.ToString(), row.Award.To?.ToString(),
                row.Award.State.Code(), row.Award.Reason, row.Award.Place.Value,
            ]),
            Write(folder, CsvLayout.Accounts, contents.Accounts, row => [row.Number, row.Account.Bank, row.Account.Number, row.Account.Holder, Day(row.Account.Consent), Day(row.Account.Valid.From)]),
            Write(folder, CsvLayout.Coverage, contents.Coverage, row => [row.Source, row.Place.Value, Day(row.AsOf)]),
        ];
    }

    private static (string Path, long Rows) Write<T>(string folder, CsvLayout layout, IEnumerable<T> rows, Func<T, string?[]> fields)
    {
        var path = Path.Combine(folder, layout.FileName);
        var count = 0L;
        using (var writer = CsvWriter.ToFile(path + ".part", CsvWriterOptions.Default with { NewLine = "\n" }, FileOptions.None))
        {
            foreach (var column in layout.Columns)
            {
                writer.WriteField(column.Name);
            }

            writer.EndRecord();
            foreach (var row in rows)
            {
                foreach (var field in fields(row))
                {
                    writer.WriteField(field ?? "");
                }

                writer.EndRecord();
                count++;
            }
        }

        File.Move(path + ".part", path, overwrite: true);
        return (path, count);
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
