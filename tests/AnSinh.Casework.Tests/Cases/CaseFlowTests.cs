using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Documents;
using AnSinh.Law;
using AnSinh.Registry;
using Dapper;
using Xunit;

namespace AnSinh.Casework.Tests.Cases;

public sealed class CaseFlowTests : IDisposable
{
    private readonly CaseWorld _world = new();

    public void Dispose() => _world.Dispose();

    /// <summary>Whatever is tried in whatever order, by whomever: a refused step writes nothing, nobody decides what they prepared, an ended case stays as it is, and it has exactly one last event.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Steps_in_any_order_keep_a_case_whole(int seed)
    {
        _world.Cover(CaseWorld.Here);
        var random = new Random(seed);
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var file = _world.Apply(person, "htxh.75");
        for (var turn = 0; turn < 60; turn++)
        {
            var (before, number, actor) = (_world.Book.Case(file.Id), _world.Database.Current(), new[] { CaseWorld.Loan, CaseWorld.Minh, CaseWorld.Chair }[random.Next(3)]);
            try
            {
                Try(random.Next(9), file.Id, actor, turn);
            }
            catch (CaseRefusedException)
            {
                Assert.Equal(number, _world.Database.Current());
            }

            var after = _world.Book.Case(file.Id);
            Assert.True(before.Stage.IsOpen() || after.Version == before.Version, "an ended case was changed");
            Assert.Equal(Enumerable.Range(1, after.Version), after.Events.Select(recorded => recorded.Sequence));
            Assert.Equal(before.Events.Select(recorded => recorded.Type), after.Events.Take(before.Version).Select(recorded => recorded.Type));
            Assert.All(after.Events.Where(recorded => recorded.Type == "decided"), decided => Assert.DoesNotContain(after.Events, made => made.Actor == decided.Actor && made.Type is not ("decided" or "returned")));
            Assert.Equal(after.Stage is CaseStage.Decided ? 1 : 0, _world.Register.Now().Awards(AreaScope.All).Count);
            Assert.True(after.Clock is null == (after.Stage == CaseStage.Waiting || !after.Stage.IsOpen()), $"{after.Stage} {after.Clock}");
        }

        using var connection = _world.Database.Connect();
        Assert.Equal(1, connection.ExecuteScalar<long>("select count(*) from case_event where followed_at = 9223372036854775807"));
    }

    private void Try(int step, string id, string actor, int turn)
    {
        switch (step)
        {
            case 0 or 1:
                CaseSteps.Propose(_world.Book, id, new CaseProposal("", ""), actor);
                break;
            case 2:
                CaseSteps.Return(_world.Book, id, "xem lại", actor);
                break;
            case 3:
                CaseSteps.AskPapers(_world.Book, id, ["Căn cước"], "", actor);
                break;
            case 4 or 5:
                CaseSteps.ReceivePapers(_world.Book, id, "", null, actor);
                break;
            case 6:
                CaseDocuments.Attach(_world.Book, id, "a.pdf", "", [.. CaseWorld.Paper, (byte)('a' + turn % 26)], actor);
                break;
            case 7:
                CaseSteps.Decide(_world.Book, id, new CaseDecision("1/QĐ", _world.Today), actor);
                break;
            default:
                _world.Today = _world.Today.AddDays(1);
                break;
        }
    }
}
