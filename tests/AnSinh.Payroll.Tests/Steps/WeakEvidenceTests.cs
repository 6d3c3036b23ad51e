using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Payroll.Tests.Steps;

public sealed class WeakEvidenceTests
{
    [Theory]
    [InlineData("a.rate=1.510.000@unsure", "a.rate")]
    [InlineData("a.rate=1.399.000@verified b.level=3.012.000@unsure", "b.level")]
    [InlineData("a.table=Tỷ lệ tổn thương cơ thể (%) 61: 5.885.000@unsure", "a.table")]
    [InlineData("a.table=Tỷ lệ tổn thương cơ thể (%) 61: 5.885.000@verified b.level=2@unsure", "b.level")]
    [InlineData("a.table=Tỷ lệ tổn thương cơ thể (%) 61: 5.885.000@verified", "rule:x.y")]
    [InlineData("", "rule:x.y")]
    public void A_line_rests_on_the_parameter_below_verified_or_else_on_its_rule(string parameters, string rests) =>
        Assert.Equal([new WeakEvidence(rests, EvidenceGrade.Unsure, 1, new Vnd(100))], RunTally.Of(Content(parameters).Lines).Weak);

    private static RunContent Content(string parameters) => new()
    {
        Lines =
        [
            new PayLine
            {
                Id = "1", Bucket = default, Person = new PersonId("1"), Award = new AwardId("1"), Benefit = new BenefitId("x.y"), Family = "x.y", Month = new BenefitMonth(2026, 7), Kind = LineKind.Regular,
                Sequence = 1, Parts = FundAmounts.Of([("fund", new Vnd(100))]), Due = new Vnd(100), Payee = "", PayeeRole = "", Grade = EvidenceGrade.Unsure, Calculation = "", Refs = "",
                Parameters = parameters, Explanation = "", Reason = "",
            },
        ],
        Receivables = [], Cancelled = [], Recovered = [], Reclassifications = [], Carried = [], Unpaid = [], Bridge = MonthBridge.From(new Dictionary<string, Counted>(), Vnd.Zero),
    };
}
