using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>From which month an area answers for its benefits.</summary>
internal static class TakeoverStore
{
    private const string All = "*";

    /// <summary>Null when the area has none yet.</summary>
    public static Takeover? Read(DbConnection connection, PlaceCode area)
    {
        var months = connection.Query<(string Benefit, string Month)>("select benefit, month from payroll_takeover where area = @area", new { area = area.Value })
            .ToDictionary(row => row.Benefit, row => BenefitMonth.Parse(row.Month));
        return months.Remove(All, out var month)
            ? new Takeover(month, months.ToDictionary(pair => new BenefitId(pair.Key), pair => pair.Value))
            : null;
    }

    /// <param name="write">The commit.</param>
    /// <param name="area">The area.</param>
    /// <param name="benefit">One benefit, or null for all that have no month of their own.</param>
    /// <param name="month">The first month.</param>
    public static void Write(WriteTransaction write, PlaceCode area, BenefitId? benefit, BenefitMonth month)
    {
        write.Connection.Execute(
            "insert into payroll_takeover (area, benefit, month, known) values (@area, @benefit, @month, @known)",
            new { area = area.Value, benefit = benefit?.Value ?? All, month = month.ToString(), known = write.Number.Value });
        write.Audit("payroll.takeover", area.Value, $"{benefit?.Value ?? All}|{month}");
    }
}
