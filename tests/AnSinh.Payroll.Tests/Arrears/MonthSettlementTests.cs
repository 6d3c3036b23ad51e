using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using Xunit;

namespace AnSinh.Payroll.Tests.Arrears;

public sealed class MonthSettlementTests
{
    private static readonly string[] Benefits = ["a.1", "a.2", "b.1"];
    private static readonly string[] Funds = ["central", "province"];

    public static readonly TheoryData<string, string, string, string> Cases = new()
    {
        // due | booked (cancellable after '/') | what follows
        { "nothing paid yet: all of it", "a.1 central 500", "", "pay a.1 500 central" },
        { "paid as due: nothing", "a.1 central 500", "a.1 central 500", "" },
        { "the level rose: the difference", "a.1 central 540", "a.1 central 500", "pay a.1 40 central" },
        { "nothing due any more: all of it is owed back", "", "a.1 central 500", "over a.1 500 central" },
        { "the level fell: the difference is owed back", "a.1 central 400", "a.1 central 500", "over a.1 100 central" },
        { "another fund bears it: moved, not paid", "a.1 province 500", "a.1 central 500", "move a.1 central > a.1 province 500" },
        { "split anew with equal total: moved, not paid", "a.1 central 300 & a.1 province 200", "a.1 central 500", "move a.1 central > a.1 province 200" },
        { "split anew and raised: moved and the rest paid", "a.1 central 300 & a.1 province 350", "a.1 central 500", "move a.1 central > a.1 province 200; pay a.1 150 province" },
        { "another point of the programme: the difference is paid", "a.2 central 1350", "a.1 central 1080", "move a.1 central > a.2 central 1080; pay a.2 270 central" },
        { "another point, lower: the difference is owed back", "a.2 central 500", "a.1 central 800", "move a.1 central > a.2 central 500; over a.1 300 central" },
        { "another programme never covers it", "b.1 central 500", "a.1 central 500", "pay b.1 500 central; over a.1 500 central" },
        { "due after all: an open receivable is taken back first", "a.1 central 500", "a.1 central 0/500", "cancel a.1 500 central" },
        { "due after all and more: taken back, the rest paid", "a.1 central 600", "a.1 central 0/500", "cancel a.1 500 central; pay a.1 100 central" },
        { "due again in part: taken back in part", "a.1 central 200", "a.1 central 0/500", "cancel a.1 200 central" },
        { "recovered before: due again means paid again", "a.1 central 500", "a.1 central 0/0", "pay a.1 500 central" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_due_less_what_stands_in_the_books(string why, string due, string booked, string expected)
    {
        Assert.NotEmpty(why);
        var settlement = MonthSettlement.Settle(
            Parse(due).Select(one => new DueBenefit(one.Benefit, Family(one.Benefit), one.Amount)),
            Parse(booked).Select(one => new BookedBenefit(one.Benefit, Family(one.Benefit), one.Amount, one.Cancellable)));
        var said = settlement.Reclassifications.Select(move => $"move {move.From} {move.FromFund} > {move.To} {move.ToFund} {move.Amount.Amount}")
            .Concat(settlement.CancelReceivables.SelectMany(one => one.Amount.Parts.Select(part => $"cancel {one.Benefit} {part.Amount.Amount} {part.Fund}")))
            .Concat(settlement.Pay.SelectMany(one => one.Amount.Parts.Select(part => $"pay {one.Benefit} {part.Amount.Amount} {part.Fund}")))
            .Concat(settlement.Overpaid.SelectMany(one => one.Amount.Parts.Select(part => $"over {one.Benefit} {part.Amount.Amount} {part.Fund}")));
        Assert.Equal(expected, string.Join("; ", said));
    }

    [Fact]
    public void Whatever_is_due_and_booked_the_books_come_to_what_is_due_and_no_amount_is_negative()
    {
        var random = new Random(20250701);
        for (var round = 0; round < 20_000; round++)
        {
            var due = RandomDue(random);
            var booked = RandomBooked(random);
            var settlement = MonthSettlement.Settle(due, booked);
            foreach (var benefit in Benefits.Select(id => new BenefitId(id)))
            {
                var after = booked.Where(one => one.Benefit == benefit).Aggregate(FundAmounts.None, (sum, one) => sum + one.Amount);
                after += Of(settlement.Pay, benefit) + Of(settlement.CancelReceivables, benefit) - Of(settlement.Overpaid, benefit);
                foreach (var move in settlement.Reclassifications)
                {
                    after = move.From == benefit ? after.Plus(move.FromFund, -move.Amount) : after;
                    after = move.To == benefit ? after.Plus(move.ToFund, move.Amount) : after;
                }

                Assert.Equal(due.Where(one => one.Benefit == benefit).Aggregate(FundAmounts.None, (sum, one) => sum + one.Amount), after);
                Assert.True(Of(settlement.CancelReceivables, benefit).Total <= Vnd.Sum(booked.Where(one => one.Benefit == benefit).Select(one => one.Cancellable)));
            }

            Assert.All(
                settlement.Pay.Concat(settlement.Overpaid).Concat(settlement.CancelReceivables).SelectMany(one => one.Amount.Parts),
                part => Assert.True(part.Amount > Vnd.Zero));
            Assert.All(settlement.Reclassifications, move => Assert.True(move.Amount > Vnd.Zero));
        }
    }

    [Fact]
    public void A_month_that_was_settled_needs_nothing_more()
    {
        var random = new Random(335);
        for (var round = 0; round < 5_000; round++)
        {
            var due = RandomDue(random);
            var settled = due.Select(one => new BookedBenefit(one.Benefit, one.Family, one.Amount, new Vnd(random.Next(0, 3) * 100)));
            Assert.True(MonthSettlement.Settle(due, settled).IsEmpty);
        }
    }

    private static List<DueBenefit> RandomDue(Random random) =>
        [.. Benefits.Where(_ => random.Next(2) == 0).Select(id => new DueBenefit(new BenefitId(id), Family(new BenefitId(id)), RandomAmount(random)))];

    private static List<BookedBenefit> RandomBooked(Random random) =>
        [.. Benefits.Where(_ => random.Next(2) == 0).Select(id => new BookedBenefit(
            new BenefitId(id), Family(new BenefitId(id)), RandomAmount(random), new Vnd(random.Next(0, 4) * 250)))];

    private static FundAmounts RandomAmount(Random random) =>
        FundAmounts.Of(Funds.Where(_ => random.Next(2) == 0).Select(fund => (fund, new Vnd(random.Next(0, 6) * 100))));

    private static FundAmounts Of(IEnumerable<(BenefitId Benefit, FundAmounts Amount)> list, BenefitId benefit) =>
        list.Where(one => one.Benefit == benefit).Aggregate(FundAmounts.None, (sum, one) => sum + one.Amount);

    private static string Family(BenefitId benefit) => benefit.Value.Split('.')[0];

    private static IEnumerable<(BenefitId Benefit, FundAmounts Amount, Vnd Cancellable)> Parse(string text) =>
        text.Split('&', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(one =>
        {
            var words = one.Split(' ');
            var amounts = words[2].Split('/').Select(amount => new Vnd(int.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))).ToArray();
            return (new BenefitId(words[0]), FundAmounts.None.Plus(words[1], amounts[0]), amounts.Length > 1 ? amounts[1] : Vnd.Zero);
        });
}
