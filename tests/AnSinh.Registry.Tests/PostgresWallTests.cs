using System.Data.Common;
using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Registry.Tests;

/// <summary>The second wall: what the database itself refuses, whatever the program forgets.</summary>
public sealed class PostgresWallTests : IDisposable
{
    private readonly TestDatabase _store = new(Dialect.Postgres, Register.Migrations);
    private readonly Database _database;

    public PostgresWallTests()
    {
        // Everything is written by the role of the application.
        _database = As("wall_application", "ansinh_application");
        using var commit = new Register(_database).Begin("lan", "test");
        foreach (var (household, commune) in new[] { ("H1", RegisterFixture.Commune), ("H2", RegisterFixture.OtherCommune), ("H3", RegisterFixture.Far) })
        {
            commit.RegisterHousehold(new HouseholdId(household), commune);
            var person = RegisterFixture.Add(commit, new HouseholdId(household));
            commit.RecordFact(person, new FactEntry("studying", "true", DateRange.Always));
            commit.RecordAccount(person, new PayeeAccount("970436", "0011004455667", "X", null, DateRange.Always));
        }

        commit.Commit();
    }

    public void Dispose()
    {
        _database.Dispose();
        _store.Dispose();
    }

    [DialectTheory]
    [InlineData("person")]
    [InlineData("membership")]
    [InlineData("residence")]
    [InlineData("identity_number")]
    [InlineData("person_fact")]
    [InlineData("account")]
    [InlineData("data_key")]
    public void A_session_of_one_commune_reads_no_row_of_another_even_by_plain_sql(string table)
    {
        Assert.Equal(3, Count(_database, table));
        Assert.Equal(1, Count(_database.Within(RegisterFixture.Commune.Value), table));
        Assert.Equal(2, Count(_database.Within($"{RegisterFixture.Commune} {RegisterFixture.OtherCommune}"), table));
        Assert.Equal(0, Count(_database.Within(""), table));
        Assert.Equal(0, Count(_database.Within("99999"), table));
        Assert.Equal(3, Count(_database, table));
    }

    [DialectFact]
    public void The_register_within_an_area_finds_nothing_outside_it_though_asked_for_everything()
    {
        var register = new Register(_database).Within(AreaScope.Of(RegisterFixture.Far));
        Assert.Single(register.Now().People(AreaScope.All));
        Assert.Equal(["H3"], register.Now().HouseholdIds(AreaScope.All).Select(household => household.Value));
        Assert.Single(register.Now().Search(AreaScope.All, "duc"));
        Assert.Equal(3, new Register(_database).Now().People(AreaScope.All).Count);
        Assert.Equal(3, new Register(_database).Now().Search(AreaScope.All, "duc").Count);
    }

    [DialectTheory]
    [InlineData("update knowledge set actor = 'x'")]
    [InlineData("delete from knowledge")]
    [InlineData("update audit_event set actor = 'x'")]
    [InlineData("delete from audit_event")]
    [InlineData("truncate audit_event")]
    [InlineData("update person set born = '1900-01-01'")]
    [InlineData("update award set month_to = '9999-12'")]
    [InlineData("select * from person_p00")]
    [InlineData("insert into schema_migration values ('x', 1, 'x', 'x')")]
    [InlineData("create table mine (a integer)")]
    [InlineData("alter table person disable row level security")]
    [InlineData("select * from ansinh_access.session_area")]
    public void The_application_changes_nothing_but_what_the_program_changes(string sql) => Refused(_database, sql);

    [DialectTheory]
    [InlineData("delete from person")]
    [InlineData("delete from person_fact")]
    public void Rows_about_people_go_with_erasure_only(string sql)
    {
        using var connection = _database.Connect();
        Assert.Contains("only with erasure", Assert.ThrowsAny<DbException>(() => connection.Execute(sql)).Message, StringComparison.Ordinal);
    }

    [DialectTheory]
    [InlineData("ansinh_reader", "insert into household values ('x', 1)")]
    [InlineData("ansinh_reader", "update person set full_name = ''")]
    [InlineData("ansinh_auditor", "select full_name from person")]
    [InlineData("ansinh_auditor", "select * from account")]
    [InlineData("ansinh_auditor", "delete from audit_unsealed")]
    [InlineData("ansinh_writer", "select * from person")]
    [InlineData("ansinh_writer", "select * from person_p00")]
    public void Roles_have_what_they_need_and_no_more(string role, string sql)
    {
        using var owner = _store.Open(new DateOnly(2026, 5, 20));
        using var connection = owner.Connect();
        connection.Execute($"set role {role}");
        Assert.Contains("permission denied", Assert.ThrowsAny<DbException>(() => connection.Execute(sql)).Message, StringComparison.Ordinal);
    }

    [DialectFact]
    public void A_login_bound_to_an_area_cannot_widen_it()
    {
        using var owner = _store.Open(new DateOnly(2026, 5, 20));
        using (var connection = owner.Connect())
        {
            connection.Execute("insert into ansinh_access.session_area values ('wall_bound', @area)", new { area = RegisterFixture.Commune.Value });
        }

        using var bound = As("wall_bound", "ansinh_reader", migrate: false);
        using var session = bound.Connect();
        session.Execute("set ansinh.areas = '*'");
        Assert.Equal(1, session.ExecuteScalar<long>("select count(*) from person"));
    }

    private Database As(string role, string memberOf, bool migrate = true) =>
        Database.Open(_store.SourceAs(role, memberOf), new SimulatedClock(new DateOnly(2026, 5, 20)), migrate ? [Register.Migrations] : [], _store.KeyFile);

    private static long Count(Database database, string table)
    {
        using var connection = database.Connect();
        return connection.ExecuteScalar<long>($"select count(*) from {table}");
    }

    private static void Refused(Database database, string sql)
    {
        using var connection = database.Connect();
        Assert.Matches("permission denied|must be owner", Assert.ThrowsAny<DbException>(() => connection.Execute(sql)).Message);
    }
}
