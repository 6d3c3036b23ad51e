using AnSinh.Databases;
using System.Collections;
using System.Reflection;
using AnSinh.Law;
using AnSinh.Registry.Tests.Reading;
using AnSinh.Storage;

namespace AnSinh.Registry.Tests;

public sealed class SqliteScopeTests() : ScopeTests(Dialect.Sqlite);

public sealed class PostgresScopeTests() : ScopeTests(Dialect.Postgres);

/// <summary>Authorisation sits below the query: nothing that reads the register can be called without an area, and outside the area it finds nothing.</summary>
public abstract class ScopeTests : IDisposable
{
    private static readonly HouseholdId H1 = new("H1");

    /// <summary>In none of the areas that are asked about.</summary>
    private static readonly PlaceCode Elsewhere = PlaceCode.Parse("16801");

    private readonly RegisterFixture _fixture;
    private readonly PersonId _person;
    private readonly AwardId _award;

    protected ScopeTests(Dialect dialect)
    {
        _fixture = new RegisterFixture(dialect);
        _person = _fixture.WriteOne(H1);
        AwardId award = default;
        _fixture.Write(commit =>
        {
            award = commit.GrantAward(HouseholdReadingTests.Grant(_person, "tgxh.6.nang", new BenefitMonth(2026, 1)));
            commit.RecordFact(_person, new FactEntry("studying", "true", DateRange.Always));
            commit.RecordFact(H1, new FactEntry("poverty_status", "poor", DateRange.Always));
            commit.RecordAccount(_person, new PayeeAccount("970436", "0011004455667", "NGUYEN THI HOA", null, DateRange.Always));
        });
        _award = award;

        // Others: one with an award who joins the household within the month, one who was merged, and an award of somebody decided far away.
        var twice = _fixture.WriteOne(new HouseholdId("H2"));
        _fixture.Write(commit =>
        {
            var joining = RegisterFixture.Add(commit, H1, from: new DateOnly(2026, 6, 10));
            commit.GrantAward(HouseholdReadingTests.Grant(joining, "tgxh.6.nang", new BenefitMonth(2026, 6)));
            commit.GrantAward(HouseholdReadingTests.Grant(joining, "htxh.75", new BenefitMonth(2026, 6)) with { Place = Elsewhere });
            commit.Merge(_person, twice, "trùng");
        });
    }

    public static TheoryData<string> Queries =>
        [.. typeof(RegistrySnapshot).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName).Select(method => method.ToString()!).Distinct()];

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [DialectTheory]
    [MemberData(nameof(Queries))]
    public void Every_query_takes_an_area_and_reads_nothing_outside_it(string query)
    {
        var method = typeof(RegistrySnapshot).GetMethods().Single(method => method.ToString() == query);
        Assert.Contains(method.GetParameters(), parameter => parameter.ParameterType == typeof(AreaScope));

        foreach (var inside in new[] { AreaScope.All, AreaScope.Of(RegisterFixture.Commune), AreaScope.Of(PlaceCode.Parse("01")), AreaScope.Of(RegisterFixture.Far, RegisterFixture.Commune) })
        {
            Assert.True(Found(method, inside) > 0, $"{query} finds nothing in {inside}");
        }

        foreach (var outside in new[] { AreaScope.None, AreaScope.Of(RegisterFixture.Far), AreaScope.Of(RegisterFixture.OtherCommune), AreaScope.Of(PlaceCode.Parse("04")) })
        {
            Assert.Equal(0, Found(method, outside));
        }
    }

    [DialectFact]
    public void The_register_itself_offers_no_other_way_to_read() => Assert.All(
        typeof(Register).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName),
        method => Assert.Contains(method.ReturnType, new[] { typeof(RegistrySnapshot), typeof(RegistryCommit), typeof(Register) }));

    private int Found(MethodInfo method, AreaScope scope)
    {
        var arguments = method.GetParameters().Select(parameter => Argument(parameter, scope)).ToArray();
        return method.Invoke(_fixture.Register.Now(), arguments) switch
        {
            null => 0,
            long count => checked((int)count),
            IEnumerable rows => rows.Cast<object>().Count(),
            _ => 1,
        };
    }

    private object? Argument(ParameterInfo parameter, AreaScope scope) => parameter.ParameterType switch
    {
        var type when type == typeof(AreaScope) => scope,
        var type when type == typeof(BenefitMonth) || type == typeof(BenefitMonth?) => new BenefitMonth(2026, 6),
        var type when type == typeof(PersonId) => _person,
        var type when type == typeof(Bucket) => new Bucket(parameter.Name == "first" ? byte.MinValue : byte.MaxValue),
        var type when type == typeof(HouseholdId) => H1,
        var type when type == typeof(IReadOnlyDictionary<BenefitMonth, IReadOnlySet<PersonId>>) => new Dictionary<BenefitMonth, IReadOnlySet<PersonId>> { [new BenefitMonth(2026, 6)] = new HashSet<PersonId> { _person } },
        var type when type == typeof(AwardId) => _award,
        var type when type == typeof(DateOnly) => new DateOnly(2026, 6, 1),
        var type when type == typeof(KnowledgeNumber) => KnowledgeNumber.None,
        var type when type == typeof(IReadOnlySet<PersonId>) => new HashSet<PersonId> { _person },
        var type when type == typeof(IEnumerable<PersonId>) || type == typeof(IReadOnlyCollection<PersonId>) => new[] { _person },
        var type when type == typeof(IdentityNumber) => _fixture.Register.Now().Numbers(AreaScope.All, _person)[0],
        var type when type == typeof(string) => "hoa",
        _ when parameter.HasDefaultValue => parameter.DefaultValue,
        var type => throw new NotSupportedException($"say what to ask for with a {type}"),
    };
}
