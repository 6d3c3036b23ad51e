using AnSinh.Databases;
using AnSinh.Payroll.Tests.Steps;
using AnSinh.Storage;
using Dapper;
using Xunit;

namespace AnSinh.Payroll.Tests;

/// <summary>The second wall around what was paid: a reader sees the tables of a run within its own area only.</summary>
public sealed class PostgresWallTests
{
    private static readonly string[] Tables =
        ["payroll_run", "payroll_step", "payroll_line", "payroll_bridge", "payroll_message", "payroll_posting", "payroll_payment", "payroll_payment_item", "payroll_takeover", "payroll_payer"];

    [DialectFact]
    public void A_reader_of_another_commune_sees_no_row_of_a_run_and_one_of_its_own_sees_all()
    {
        using var commune = new SmallCommune(Dialect.Postgres);
        commune.Ordered(SmallCommune.June);
        var store = commune.World.Store;
        using var reader = Database.Open(store.SourceAs("payroll_wall_reader", "ansinh_reader"), commune.World.Database.Clock, PayrollBook.Modules, store.KeyFile);
        var all = Counts(commune.World.Database);
        Assert.All(all, count => Assert.True(count.Value > 0, count.Key));
        Assert.Equal(all, Counts(reader.Within(SmallCommune.Area.Value)));
        Assert.All(Counts(reader.Within("16801")), count => Assert.True(count.Value == 0, $"{count.Key}: {count.Value} rows of another commune"));
    }

    private static Dictionary<string, long> Counts(Database database)
    {
        using var connection = database.Connect();
        return Tables.ToDictionary(table => table, table => connection.ExecuteScalar<long>($"select count(*) from {table}"));
    }
}
