using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Databases;
using Xunit;

namespace AnSinh.Casework.Tests.Cases;

public sealed class SqliteFollowTests() : FollowTests(Dialect.Sqlite);

public sealed class PostgresFollowTests() : FollowTests(Dialect.Postgres);

public abstract class FollowTests(Dialect dialect) : IDisposable
{
    private readonly CaseWorld _world = new(dialect);

    public void Dispose() => _world.Dispose();

    [DialectFact]
    public void A_grievance_without_a_name_is_answered_in_ten_working_days_and_followed_by_its_code()
    {
        var opened = ComplaintCase.OpenGrievance(_world.Book, CaseWorld.Here, "officer", _world.Asked(text: "Cán bộ yêu cầu nộp thêm tiền") with { Applicant = "" }, CaseWorld.Loan);
        Assert.Equal(("", new DateOnly(2026, 8, 17), 19), (opened.File.Opening.Applicant, opened.File.Clock!.Due, opened.Code.Length));
        var follow = new FollowCase(_world.Database);
        Assert.Equal((CaseStage.Received, ""), (follow.Find(opened.Code, "a")!.Stage, follow.Find(opened.Code, "a")!.Answer));
        _world.Propose(opened.File.Id, "answered", "Đã kiểm tra và hoàn trả tiền");
        _world.Decide(opened.File.Id, "5/UBND-TL");
        var followed = follow.Find(opened.Code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal).Replace('0', 'o').Replace('1', 'l'), "a")!;
        Assert.Equal((CaseStage.Decided, "Đã kiểm tra và hoàn trả tiền"), (followed.Stage, followed.Answer));
    }

    [DialectFact]
    public void Codes_cannot_be_enumerated_and_ten_wrong_ones_close_the_door_for_a_while()
    {
        var codes = Enumerable.Range(0, 200).Select(index => ComplaintCase.OpenGrievance(_world.Book, CaseWorld.Here, "other", _world.Asked(text: $"Việc {index}"), CaseWorld.Loan).Code).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(Enumerable.Range(0, 16), place => Assert.True(codes.Select(code => code.Replace("-", "", StringComparison.Ordinal)[place]).Distinct().Count() > 20, $"place {place} says too little"));

        var follow = new FollowCase(_world.Database);
        for (var guess = 0; guess < FollowCase.MostMisses; guess++)
        {
            Assert.Null(follow.Find(guess % 2 == 0 ? $"AAAA-AAAA-AAAA-A{guess:000}" : "không phải mã", "203.0.113.9"));
        }

        Assert.Throws<CaseRefusedException>(() => follow.Find(codes[0], "203.0.113.9"));
        Assert.NotNull(follow.Find(codes[0], "203.0.113.10"));
        _world.Wait(SourceLimit.Window + TimeSpan.FromSeconds(1));
        Assert.NotNull(follow.Find(codes[0], "203.0.113.9"));
    }
}
