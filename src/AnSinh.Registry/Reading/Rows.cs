using System.Data.Common;
using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>Days and months as the tables hold them: open ends are the first and last that can be written.</summary>
internal static class Stored
{
    public const string OpenFrom = "0001-01-01";
    public const string OpenTo = "9999-12-31";
    public const string OpenMonth = "9999-12";

    public static string From(DateRange range) => range.From is { } day ? Storage.Database.Iso(day) : OpenFrom;
    public static string To(DateRange range) => range.To is { } day ? Storage.Database.Iso(day) : OpenTo;

    /// <summary>A day as the tables hold it; written by this module, so the form is not checked again.</summary>
    public static DateOnly Day(string text) => new(
        (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0'), (text[5] - '0') * 10 + (text[6] - '0'), (text[8] - '0') * 10 + (text[9] - '0'));

    public static DateRange Range(string from, string to) => new(from == OpenFrom ? null : Day(from), to == OpenTo ? null : Day(to));
    public static BenefitMonth? MonthTo(string text) => text == OpenMonth ? null : BenefitMonth.Parse(text);
    public static string Month(BenefitMonth? month) => month?.ToString() ?? OpenMonth;
    public static string Code(Sex sex) => sex == Sex.Male ? "male" : "female";
    public static Sex SexOf(string code) => code == "male" ? Sex.Male : Sex.Female;
}

internal static class Rows
{
    /// <summary>What a row must be to be seen at @n.</summary>
    public static string Visible(string alias) => $"{alias}.known_from <= @n and {alias}.superseded_at > @n";

    public static string Overlaps(string alias) => $"{alias}.valid_from <= @last and {alias}.valid_to >= @first";

    public static IEnumerable<T> Read<T>(
        this DbConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters, Func<DbDataReader, T> row)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@" + name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return row(reader);
        }
    }

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
    public static DateOnly Day(this DbDataReader row, int column) => Stored.Day(row.GetString(column));
    public static DateOnly? DayOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Day(column);
    public static DateRange Range(this DbDataReader row, int column) => Stored.Range(row.GetString(column), row.GetString(column + 1));
    public static PersonId Person(this DbDataReader row, int column) => new(row.GetString(column));
    public static byte[] Bytes(this DbDataReader row, int column) => (byte[])row.GetValue(column);
}
