using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AnSinh.Cli.Commands.Payroll;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Impact;
using AnSinh.Registry;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;

namespace AnSinh.Cli;

/// <summary><c>ansinh law impact OLD NEW</c>: who would gain and who would lose on the real register if the law changed, before a pack is signed. Nothing is written to the database.</summary>
internal static class LawImpactCommand
{
    /// <summary>How many people who lose are shown one by one; all are in the JSON.</summary>
    private const int Shown = 20;

    public static Command Create()
    {
        var old = new Argument<string>("OLD") { Description = "thư mục bộ luật / folder of a law pack" };
        var changed = new Argument<string>("NEW") { Description = "thư mục bộ luật, hoặc tệp đề xuất .yaml sửa bộ luật OLD / folder of a law pack, or a reform file that changes OLD" };
        var month = new Option<string?>("--month") { Description = "tháng sắp chi; mặc định tháng sau kỳ gần nhất / the month to be paid; default: after the last run" };
        var from = new Option<string?>("--from") { Description = "tính lại từ tháng này; mặc định tháng tiếp quản / first month computed again; default: the takeover" };
        var knownAt = new Option<string?>("--known-at") { Description = "luật biết đến ngày này; mặc định ngày cuối của tháng / law known by this day; default: the last day of the month" };
        var command = new Command("impact", "Đổi luật thì ai được, ai mất, truy lĩnh bao nhiêu / who gains and loses, and the arrears, if the law changed")
        {
            old, changed, month, from, knownAt, PayrollCommands.Area, PayrollCommands.Json,
        };
        command.SetAction((parse, cancellation) => Task.Run(() => PayrollCommands.Guard(() =>
        {
            var pack = LawPack.Load(parse.GetValue(old)!);
            using var database = Session.OpenExisting(parse, PayrollBook.Migrations);
            var book = new PayrollBook(database, pack);
            var areas = Areas(book, PayrollCommands.AreaOf(parse));
            var paid = MonthOf("--month", parse.GetValue(month)) ?? Next(book, areas);
            var (law, inForce) = LawAfter(pack, parse.GetValue(changed)!, paid);
            var known = PayrollCommands.Day("--known-at", parse.GetValue(knownAt)) ?? (inForce > paid.Last ? inForce : paid.Last);
            var request = new ImpactRequest(areas, paid, known, MonthOf("--from", parse.GetValue(from)));
            var result = LawImpact.Compare(book, _ => pack, of => law(of, known), request, cancellation);
            var unserved = (NotServed(book, pack, request, cancellation), NotServed(book, law(paid, known), request, cancellation));
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(Document(result, unserved), Session.Json));
            }
            else
            {
                Write(pack, law(paid, known), result, unserved);
            }

            return result.Losers.Count > 0 ? CommandLine.Findings : CommandLine.Done;
        })));
        return command;
    }

    private static (Func<BenefitMonth, DateOnly, LawPack> Law, DateOnly InForce) LawAfter(LawPack pack, string path, BenefitMonth month)
    {
        if (!path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
        {
            var changed = LawPack.Load(path);
            return ((_, _) => changed, DateOnly.MinValue);
        }

        var reform = new ReformReader(pack, month).ReadFiles([path])[0];
        return (new ReformedLaw(pack, reform).For, reform.InForce);
    }

    /// <summary>Where decisions were made, or the area asked for.</summary>
    private static IReadOnlyList<PlaceCode> Areas(PayrollBook book, PlaceCode? asked)
    {
        var scope = asked is { } one ? AreaScope.Of(one) : AreaScope.All;
        var decided = book.Register.Now().Awards(scope).Select(award => award.Place).Distinct().Order().ToList();
        return decided.Count > 0 ? decided : throw new StorageException("Không có quyết định hưởng nào trong phạm vi này.", "There is no decision within this area.");
    }

    private static BenefitMonth Next(PayrollBook book, IReadOnlyList<PlaceCode> areas) => LawImpact.LastRunMonth(book, areas) is { } last ? last.Next : BenefitMonth.Of(book.Database.Clock.TodayInVietNam());

    private static BenefitMonth? MonthOf(string option, string? text) => text is null ? null
        : BenefitMonth.TryParse(text, out var month) ? month
        : throw new StorageException($"{option} {text}: cần tháng dạng 2026-11.", $"{option} {text}: expected a month as 2026-11.");

    /// <summary>People who are entitled without a decision, and what they miss in the month.</summary>
    private static SweepTotals NotServed(PayrollBook book, LawPack pack, ImpactRequest request, CancellationToken cancellation)
    {
        var sweep = new RegisterSweep(pack, months: 0);
        foreach (var _ in sweep.Run(book.Register.Now(), AreaScope.Of(request.Areas), request.Month, request.KnownAt, cancellation))
        {
            // Only the totals are wanted; they are complete after the last entry.
        }

        return sweep.Totals;
    }

    private static void Write(LawPack before, LawPack after, ImpactResult result, (SweepTotals Before, SweepTotals After) unserved)
    {
        string Name(BenefitId id) => (after.Benefits.Find(id) ?? before.Benefits.Find(id))?.Name.In(Say.Vietnamese) ?? id.Value;
        string Fund(string id) => after.Benefits.Programmes.SelectMany(programme => programme.Funds).FirstOrDefault(fund => fund.Id == id)?.Name.In(Say.Vietnamese) ?? id;
        var request = result.Request;
        Console.WriteLine(Say.Text(
            $"Tháng {request.Month}, {result.People} người đang có quyết định: {result.Before} → {result.After} đồng ({Signed(result.After - result.Before)})",
            $"Month {request.Month}, {result.People} people with decisions: {result.Before} → {result.After} VND ({Signed(result.After - result.Before)})"));
        Console.WriteLine(Say.Text(
            $"  được thêm {result.Gainers.Count} người, {Sum(result.Gainers)} đồng; bị giảm {result.Losers.Count} người, {Sum(result.Losers)} đồng một tháng",
            $"  {result.Gainers.Count} people gain {Sum(result.Gainers)} VND, {result.Losers.Count} people lose {Sum(result.Losers)} VND a month"));
        Console.WriteLine(Say.Text(
            $"  truy lĩnh các tháng trước {result.Arrears} đồng của {result.Changed.Count(person => person.Arrears > Vnd.Zero)} người; chi thừa {result.Overpaid} đồng của {result.Changed.Count(person => person.Overpaid > Vnd.Zero)} người",
            $"  arrears of earlier months {result.Arrears} VND for {result.Changed.Count(person => person.Arrears > Vnd.Zero)} people; overpaid {result.Overpaid} VND to {result.Changed.Count(person => person.Overpaid > Vnd.Zero)} people"));
        Console.WriteLine(Say.Text(
            $"  đủ điều kiện mà chưa có quyết định: {People(unserved.Before)} người, {unserved.Before.NotServedAmount} đồng → {People(unserved.After)} người, {unserved.After.NotServedAmount} đồng",
            $"  entitled without a decision: {People(unserved.Before)} people, {unserved.Before.NotServedAmount} VND → {People(unserved.After)} people, {unserved.After.NotServedAmount} VND"));
        foreach (var row in result.Benefits.Where(row => row.Difference != Vnd.Zero || row.PeopleBefore != row.PeopleAfter))
        {
            Console.WriteLine(Say.Text(
                $"  {row.Key}  {Name(row.Key)}: {row.PeopleBefore} → {row.PeopleAfter} người, {Signed(row.Difference)} đồng", $"  {row.Key}  {Name(row.Key)}: {row.PeopleBefore} → {row.PeopleAfter} people, {Signed(row.Difference)} VND"));
        }

        foreach (var row in result.Funds.Where(row => row.Difference != Vnd.Zero))
        {
            Console.WriteLine(Say.Text($"  nguồn {Fund(row.Key)}: {Signed(row.Difference)} đồng", $"  fund {Fund(row.Key)}: {Signed(row.Difference)} VND"));
        }

        foreach (var loser in result.Losers.OrderBy(person => person.Difference).ThenBy(person => person.Person).Take(Shown))
        {
            var why = loser.Why.Count > 0 ? ": " + string.Join("; ", loser.Why) : "";
            Console.WriteLine(Say.Text($"  mất  {loser.Area} {loser.Person}  {Signed(loser.Difference)} đồng{why}", $"  loses  {loser.Area} {loser.Person}  {Signed(loser.Difference)} VND{why}"));
        }

        if (result.Losers.Count > Shown)
        {
            Console.WriteLine(Say.Text($"  … và {result.Losers.Count - Shown} người nữa; xem --json", $"  … and {result.Losers.Count - Shown} more; see --json"));
        }
    }

    private static object Document(ImpactResult result, (SweepTotals Before, SweepTotals After) unserved) => new
    {
        month = result.Request.Month.ToString(),
        knownAt = Database.Iso(result.Request.KnownAt),
        areas = result.Request.Areas.Select(area => area.Value),
        people = result.People,
        before = result.Before.Amount,
        after = result.After.Amount,
        gainers = new { people = result.Gainers.Count, amount = Sum(result.Gainers).Amount },
        losers = new { people = result.Losers.Count, amount = Sum(result.Losers).Amount },
        arrears = new { people = result.Changed.Count(person => person.Arrears > Vnd.Zero), amount = result.Arrears.Amount, months = Months(result) },
        overpaid = new { people = result.Changed.Count(person => person.Overpaid > Vnd.Zero), amount = result.Overpaid.Amount },
        notServed = new { before = new { people = People(unserved.Before), amount = unserved.Before.NotServedAmount.Amount }, after = new { people = People(unserved.After), amount = unserved.After.NotServedAmount.Amount } },
        benefits = result.Benefits.Select(row => new { benefit = row.Key.Value, peopleBefore = row.PeopleBefore, before = row.Before.Amount, peopleAfter = row.PeopleAfter, after = row.After.Amount }),
        funds = result.Funds.Select(row => new { fund = row.Key, before = row.Before.Amount, after = row.After.Amount }),
        changed = result.Changed.Select(person => new
        {
            id = person.Person.Value,
            area = person.Area.Value,
            before = person.Before.Select(paid => new { benefit = paid.Benefit.Value, amount = paid.Amount.Amount }),
            after = person.After.Select(paid => new { benefit = paid.Benefit.Value, amount = paid.Amount.Amount }),
            arrears = person.Arrears.Amount,
            overpaid = person.Overpaid.Amount,
            months = person.RecomputedMonths.Select(month => month.ToString()),
            why = person.Why,
        }),
    };

    private static IEnumerable<string> Months(ImpactResult result) => result.Changed.SelectMany(person => person.RecomputedMonths).Distinct().OrderBy(month => month.Index).Select(month => month.ToString());

    private static int People(SweepTotals totals) => totals.PeopleByKind.GetValueOrDefault(SweepKind.NotServed);

    private static Vnd Sum(IReadOnlyList<PersonImpact> people) => Vnd.Sum(people.Select(person => person.Difference < Vnd.Zero ? -person.Difference : person.Difference));

    private static string Signed(Vnd amount) => amount > Vnd.Zero ? string.Create(CultureInfo.InvariantCulture, $"+{amount}") : amount.ToString();
}
