using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Deadlines;
using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Casework.Tests.Cases;

public sealed class SqliteComplaintTests() : ComplaintTests(Dialect.Sqlite);

public sealed class PostgresComplaintTests() : ComplaintTests(Dialect.Postgres);

public abstract class ComplaintTests(Dialect dialect) : IDisposable
{
    private readonly CaseWorld _world = new(dialect);

    public void Dispose() => _world.Dispose();

    [DialectTheory]
    [InlineData(false, false, "2026-09-21", "thoi_han.khieu_nai_giai_quyet")]
    [InlineData(true, false, "2026-10-05", "thoi_han.khieu_nai_giai_quyet_phuc_tap")]
    [InlineData(false, true, "2026-10-05", "thoi_han.khieu_nai_giai_quyet_vung_sau")]
    [InlineData(true, true, "2026-10-19", "thoi_han.khieu_nai_giai_quyet_vung_sau_phuc_tap")]
    public void An_objection_has_more_time_where_it_is_complicated_or_remote(bool complicated, bool remote, string due, string parameter)
    {
        var refused = Refused();
        _world.On(8, 20);
        var file = ComplaintCase.Open(_world.Book, refused, null, _world.Asked(text: "Không đúng"), CaseWorld.Minh).File;
        file = ComplaintCase.TakeUp(_world.Book, file.Id, new TakenUp(complicated, remote), "", CaseWorld.Chair);
        Assert.Equal((parameter, due), (file.Clock!.Parameter, file.Clock.Due.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [DialectFact]
    public void An_objection_after_ninety_days_needs_what_kept_the_person()
    {
        var refused = Refused();
        _world.On(11, 2);
        var file = ComplaintCase.Open(_world.Book, refused, null, _world.Asked(text: "Không đúng"), CaseWorld.Minh).File;
        var time = ComplaintCase.TimeToComplain(_world.Book, file, remote: false)!.Value;
        Assert.Equal((90, new DateOnly(2026, 11, 2)), (time.Deadline.Length, time.Until));
        Assert.Equal(EvidenceGrade.Unsure, time.Deadline.Grade);
        ComplaintCase.TakeUp(_world.Book, file.Id, new TakenUp(false, false), "", CaseWorld.Chair);

        var other = Refused("H9");
        _world.Today = new DateOnly(2027, 2, 15);
        var late = ComplaintCase.Open(_world.Book, other, null, _world.Asked(text: "Không đúng"), CaseWorld.Minh).File;
        Assert.Throws<CaseRefusedException>(() => ComplaintCase.TakeUp(_world.Book, late.Id, new TakenUp(false, false), "", CaseWorld.Chair));
        Assert.Equal(CaseStage.Rejected, ComplaintCase.NotTakeUp(_world.Book, late.Id, "Hết thời hiệu", CaseWorld.Chair).Stage);
        Assert.Equal(CaseStage.Accepted, ComplaintCase.TakeUp(
            _world.Book, ComplaintCase.Open(_world.Book, other, null, _world.Asked(text: "Tôi nằm viện"), CaseWorld.Minh).File.Id, new TakenUp(false, false), "nằm viện từ tháng 8", CaseWorld.Chair).Stage);
    }

    [DialectFact]
    public void What_the_law_asks_to_post_waits_for_its_end_shows_little_and_expires()
    {
        _world.Cover(CaseWorld.Here);
        _world.Today = new DateOnly(2026, 8, 3);
        var person = _world.Alone("H1", "Lò Thị Sáu", "1990-02-02");
        _world.Fact(person, "facility_basis", "hardship");
        var clock = _world.Book.Clock;
        Assert.NotNull(clock.Posting(new BenefitId("tgxh.6.nang"), new DateOnly(2025, 6, 2)));
        Assert.Null(clock.Posting(new BenefitId("tgxh.6.nang"), new DateOnly(2026, 8, 3)));
        Assert.Null(clock.Posting(new BenefitId("tgxh.8"), new DateOnly(2025, 6, 2)));

        var file = _world.Apply(person, "coso.1.b");
        file = _world.Propose(file.Id);
        Assert.True(file.Proposal!.Items.Single().Grant);
        Assert.Throws<CaseRefusedException>(() => _world.Decide(file.Id, "1/QĐ"));
        file = Postings.Post(_world.Book, file.Id, "Trụ sở", CaseWorld.Loan);
        Assert.Equal(new DateOnly(2026, 8, 12), file.Posting!.Until);
        var line = Assert.Single(Postings.Running(_world.Book, CaseWorld.Here, _world.Today));
        Assert.Equal(("Lò Thị Sáu", "Xóm 1"), (line.Name, line.Village));
        _world.On(8, 12);
        Assert.Throws<CaseRefusedException>(() => _world.Decide(file.Id, "1/QĐ"));
        _world.On(8, 13);
        Assert.Empty(Postings.Running(_world.Book, CaseWorld.Here, _world.Today));
        Assert.Equal(CaseStage.Decided, _world.Decide(file.Id, "1/QĐ").Stage);
    }

    private string Refused(string household = "H1")
    {
        _world.Cover(CaseWorld.Here);
        var person = _world.Alone(household, "Trần Văn Đức", "1954-03-02", Sex.Male);
        _world.Fact(household, "poverty_status", "none");
        var file = _world.Apply(person, "htxh.70_74");
        _world.Propose(file.Id);
        return _world.Decide(file.Id, "3/TB-UBND").Id;
    }
}
