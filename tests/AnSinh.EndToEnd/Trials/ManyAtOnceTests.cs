using AnSinh.Benchmarks.Payroll;
using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Storage;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>The measurements of very many statuses and approvals in small: what they come to is checked by them, not how long they take.</summary>
[Collection(PostgresTrials.Name)]
public sealed class PostgresManyAtOnceTests(PostgresMonth month)
{
    private static readonly LawPack Pack = LawPack.Load(Path.Combine(Program.Root, "law", "vn"));

    [DialectFact]
    public void A_bank_answers_for_thousands_of_payments_again_and_on_the_statement_and_each_moves_once()
    {
        var source = New("many_statuses");
        var flood = StatusFlood.Measure(source, Key, Path.Combine(month.Folder, "bank"), Pack, 4_500, CancellationToken.None);
        Assert.Equal(4_500, flood.Statuses);
        using var connection = month.Server!.Open("many_statuses");
        Assert.Equal((4_500L, 9_000L, 2L), Dapper.SqlMapper.QuerySingle<(long, long, long)>(
            connection, "select (select count(*) from payroll_payment where state = 'settled'), (select count(*) from payroll_payment_event), (select max(sequence) from payroll_payment_event)"));
        Assert.Equal((2_250_000_000L, -2_250_000_000L), Dapper.SqlMapper.QuerySingle<(long, long)>(
            connection, "select cast(sum(amount) filter (where account = 'in_transit') as bigint), cast(sum(amount) filter (where account = 'cash') as bigint) from payroll_posting"));
    }

    [DialectFact]
    public void Runs_of_many_communes_approved_by_several_people_at_once_are_each_approved_once_with_their_event()
    {
        var rush = ApprovalRush.Measure(New("many_approvals"), Key, Pack, 80, CancellationToken.None);
        Assert.Equal((80, 8), (rush.Awards, rush.Runs));
    }

    private string Key => Path.Combine(month.Folder, "many.key");

    private string New(string database)
    {
        var source = month.Server!.AddressOf(database);
        Database.Create(source);
        return source + ";Pooling=false";
    }
}
