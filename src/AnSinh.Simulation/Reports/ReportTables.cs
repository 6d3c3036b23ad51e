using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Measures;
using AnSinh.Simulation.Runs;
using static AnSinh.Simulation.Reports.ReportCell;

namespace AnSinh.Simulation.Reports;

/// <summary>The tables of a report. A column of a reform is called after the reform's id: <c>change:muc-chuan-750000</c>.</summary>
public sealed class ReportTables
{
    private readonly SimulationResult _result;
    private readonly ReportFigures _figures;

    public ReportTables(SimulationResult result)
    {
        (_result, _figures) = (result, new ReportFigures(result));
        All = [.. new[] { Summary(), Benefits(), Funds(), Provinces(), Months(), Classes(), Adequacy(), Poverty(), Arrears(), Grades(), Parameters(), Cells() }.OfType<ReportTable>()];
    }

    private ReportTables(ReportTables tables, IEnumerable<ReportTable> all) => (_result, _figures, All) = (tables._result, tables._figures, [.. all]);

    public IReadOnlyList<ReportTable> All { get; }

    /// <summary>The same tables with each changed: cells of few people hidden, for example.</summary>
    public ReportTables With(Func<ReportTable, ReportTable> change) => new(this, All.Select(change));

    public ReportTable? Find(string id) => All.FirstOrDefault(table => table.Id == id);

    private ReportTable Summary() => new(
        "summary", new("Tóm tắt", "Summary"),
        [
            new("scenario", new("Phương án", "Scenario")), Dong("cost", "Chi phí", "Cost"), Dong("change", "Thay đổi", "Change"), new("change_share", new("Thay đổi, %", "Change, %"), ReportUnit.Share),
            Count("people_reached", "Người được hưởng", "People reached"), Count("households_reached", "Hộ được hưởng", "Households reached"),
            Count("people_gain", "Người được thêm", "People who gain"), Count("people_lose", "Người bị bớt", "People who lose"), Count("households_gain", "Hộ được thêm", "Households that gain"), Count("households_lose", "Hộ bị bớt", "Households that lose"),
            Dong("gains", "Tổng phần thêm của hộ", "Sum of households' gains"), Dong("losses", "Tổng phần bớt của hộ", "Sum of households' losses"), Dong("cost_full_take_up", "Chi phí nếu mọi người đủ điều kiện đều nhận", "Cost if all who are entitled receive"),
            Count("people_unknown", "Người còn thiếu thông tin", "People of whom a fact is not known"), Count("people_stopped", "Người pháp luật chưa trả lời được", "People without an answer in the law pack"),
        ],
        [.. _result.Scenarios.Select(scenario => Row(
            Of(scenario.Scenario.Name), Of(_figures.Cost(scenario), _figures.Error(scenario, 0)), Of(_figures.Change(scenario), _figures.Error(scenario, 1)), Of(Share(_figures.Change(scenario), _figures.Cost(_result.Baseline))),
            Of(scenario.Reached.Persons.Sum().Whole(), _figures.Error(scenario, 3) / Weighted.One), Of(scenario.Reached.Households.Sum().Whole(), _figures.Error(scenario, 2) / Weighted.One),
            Of(scenario.Gainers.Persons.Sum().Whole()), Of(scenario.Losers.Persons.Sum().Whole()),
            Of(scenario.Gainers.Households.Sum().Whole(), _figures.Error(scenario, 4) / Weighted.One), Of(scenario.Losers.Households.Sum().Whole(), _figures.Error(scenario, 5) / Weighted.One),
            Of(scenario.Gainers.HouseholdAmount.Sum().Whole()), Of(scenario.Losers.HouseholdAmount.Sum().Whole()), Of(_figures.Cost(scenario, fullTakeUp: true)),
            Of(scenario.Unknown.Whole()), Of(scenario.Stopped.Whole())))])
    {
        Note = new("Người và hộ: tính khi mọi người đủ điều kiện đều nhận. Thêm, bớt: so với pháp luật hiện hành, trong cả các tháng được hỏi.", "People and households: with full take-up. Gains and losses: against the law as it is, over all months asked."),
    };

    private ReportTable Benefits() => new(
        "benefits", new("Chi phí theo chế độ", "Cost by benefit"),
        [new("benefit", new("Mã", "Code")), new("name", new("Chế độ", "Benefit")), .. PerScenario(scenario => [Count($"payments:{scenario.Id}", "Số lượt chi", "Payments"), Dong($"cost:{scenario.Id}", "Chi phí", "Cost")], scenario => [Dong($"change:{scenario.Id}", "Thay đổi", "Change")])],
        [.. _figures.Benefits.Select(benefit => Row([Of(benefit.Id.Value), Of(benefit.Name), .. EachScenario(
            scenario => [Of(_figures.Payments(scenario, benefit.Id)), Of(_figures.Cost(scenario, cell => cell.Benefit == benefit.Id))], scenario => [Of(_figures.Change(scenario, cell => cell.Benefit == benefit.Id))])]))]);

    private ReportTable Funds() => new(
        "funds", new("Chi phí theo nguồn chi trả", "Cost by payer"),
        [new("fund", new("Mã", "Code")), new("name", new("Nguồn", "Payer")), .. CostColumns()],
        [.. _figures.Funds.Select(fund => Row([Of(fund.Id), Of(fund.Name), .. CostCells(cell => cell.Fund == fund.Id)]))]);

    private ReportTable Provinces() => new(
        "provinces", new("Theo tỉnh, thành phố", "By province"),
        [new("code", new("Mã", "Code")), new("province", new("Tỉnh, thành phố", "Province")), Count("population", "Dân số", "Population"), .. PerScenario(
            scenario => [Dong($"cost:{scenario.Id}", "Chi phí", "Cost"), Count($"people:{scenario.Id}", "Người được hưởng", "People reached"), Count($"households:{scenario.Id}", "Hộ được hưởng", "Households reached")],
            scenario => [Dong($"change:{scenario.Id}", "Thay đổi", "Change"), Count($"gain:{scenario.Id}", "Hộ được thêm", "Households gaining"), Count($"lose:{scenario.Id}", "Hộ bị bớt", "Households losing"), new($"per_head:{scenario.Id}", new("Thay đổi bình quân một người dân một tháng, đồng", "Change per inhabitant and month, VND"), ReportUnit.Count)])],
        [.. _result.Provinces.Index().Select(province => Row([Of(province.Item.Value), Of(PlaceDirectory.VietNam.Find(province.Item)?.Name ?? province.Item.Value), Of(_result.Population[province.Index].Whole()), .. EachScenario(
            scenario => [Of(_figures.Cost(scenario, cell => cell.Province == province.Index)), Of(scenario.Reached.Persons[province.Index].Whole()), Of(scenario.Reached.Households[province.Index].Whole())],
            scenario => [Of(_figures.Change(scenario, cell => cell.Province == province.Index)), Of(scenario.Gainers.Households[province.Index].Whole()), Of(scenario.Losers.Households[province.Index].Whole()), Of(PerHead(_figures.Change(scenario, cell => cell.Province == province.Index), _result.Population[province.Index].Whole()))])]))]);

    private ReportTable Months() => new(
        "months", new("Chi phí theo tháng", "Cost by month"),
        [new("month", new("Tháng", "Month")), .. PerScenario(scenario => [Dong($"cost:{scenario.Id}", "Chi phí", "Cost")], scenario => [Dong($"change:{scenario.Id}", "Thay đổi", "Change")])],
        [.. _result.Inputs.Period.First.To(_result.Inputs.Period.Last).Select(month => Row([Of(month.ToString()), .. EachScenario(
            scenario => [Of(scenario.ByMonth.GetValueOrDefault(month).Whole())], scenario => [Of(_figures.Arrears(scenario, month))])]))])
    {
        Note = new("Khi mọi người đủ điều kiện đều nhận. Khoản một lần và khoản mỗi năm tính vào tháng phải trả.", "With full take-up. One-off and yearly benefits stand in the month in which they are due."),
    };

    private ReportTable Classes() => new(
        "changes", new("Hộ được thêm, bị bớt theo mức mỗi tháng", "Households by how much they gain or lose a month"),
        [new("class", new("Mức mỗi tháng, đồng", "VND a month")), .. _figures.Reforms.SelectMany(reform => new[] { Count($"gain:{reform.Scenario.Id}", "Được thêm", "Gain"), Count($"lose:{reform.Scenario.Id}", "Bị bớt", "Lose") })],
        [.. Enumerable.Range(0, ScenarioTally.Bounds.Length + 1).Select(index => Row([Of(ClassName(index)), .. _figures.Reforms.SelectMany(reform => new[] { Of(reform.GainClasses[index].Whole()), Of(reform.LossClasses[index].Whole()) })]))]);

    private ReportTable? Adequacy()
    {
        if (_result.Lines is not { } lines)
        {
            return null;
        }

        var standards = new List<(string Id, Bilingual Name, long Amount)> { ("rural_line", new($"chuẩn nghèo nông thôn ({new Vnd(lines.Rural)})", $"rural poverty line ({new Vnd(lines.Rural)})"), lines.Rural), ("urban_line", new($"chuẩn nghèo thành thị ({new Vnd(lines.Urban)})", $"urban poverty line ({new Vnd(lines.Urban)})"), lines.Urban) };
        if (_result.Inputs.LivingStandard is { } standard)
        {
            standards.Add(("living_standard", new($"mức sống tối thiểu ({new Vnd(standard)})", $"minimum living standard ({new Vnd(standard)})"), standard));
        }

        return new ReportTable(
            "adequacy", new("Mức hưởng so với chuẩn, tháng cuối", "Adequacy in the last month"),
            [
                new("scenario", new("Phương án", "Scenario")), Count("people", "Người có khoản hằng tháng", "People with a monthly amount"), Dong("average", "Bình quân mỗi người", "Average a person"),
                .. standards.SelectMany(one => new[]
                {
                    new ReportColumn($"ratio_{one.Id}", new($"Bình quân so với {one.Name.Vi}", $"Average against the {one.Name.En}"), ReportUnit.Share),
                    new ReportColumn($"reaching_{one.Id}", new($"Tỷ lệ người đạt {one.Name.Vi}", $"Share of people reaching the {one.Name.En}"), ReportUnit.Share),
                }),
            ],
            [.. _result.Scenarios.Select(scenario =>
            {
                var people = scenario.MonthlyAmounts.Values.Sum();
                var sum = scenario.MonthlyAmounts.Select(amount => amount.Value * amount.Key).Sum();
                var average = people == 0 ? 0 : (long)(sum / people);
                return Row([Of(scenario.Scenario.Name), Of(people.Whole()), Of(average), .. standards.SelectMany(one => new[]
                {
                    Of(Share(average, one.Amount)), Of(Share((decimal)scenario.MonthlyAmounts.Where(amount => amount.Key >= one.Amount).Select(amount => amount.Value).Sum(), (decimal)people)),
                })]);
            })])
        {
            Note = new(
                "Khoản hằng tháng của mỗi người hưởng, chưa kể thu nhập khác." + (_result.Inputs.LivingStandard is null ? " Bộ luật chưa có con số mức sống tối thiểu; nêu bằng --living-standard để so." : ""),
                "Monthly amounts of each person, without other income." + (_result.Inputs.LivingStandard is null ? " The law pack holds no minimum living standard; name one by --living-standard to compare." : "")),
        };
    }

    private ReportTable? Poverty() => _result.HasIncomes ? new(
        "poverty", new("Nghèo và bất bình đẳng về thu nhập", "Poverty and inequality of income"),
        [new("scenario", new("Phương án", "Scenario")), new("headcount", new("Tỷ lệ nghèo", "Headcount ratio"), ReportUnit.Share), new("gap", new("Khoảng cách nghèo", "Poverty gap"), ReportUnit.Share), new("severity", new("Mức độ trầm trọng", "Severity"), ReportUnit.Share), new("gini", new("Hệ số Gini", "Gini coefficient"), ReportUnit.Index)],
        [.. _result.Scenarios.Select(scenario => Row(Of(scenario.Scenario.Name), Estimated(scenario.Poverty!.Headcount), Estimated(scenario.Poverty.Gap), Estimated(scenario.Poverty.Severity), Estimated(scenario.Gini!.Value)))])
    {
        Note = new(
            "Tính trên người, theo chuẩn nghèo về thu nhập của tháng cuối (nông thôn, thành thị) trong pháp luật hiện hành. Thu nhập được coi là đã gồm khoản đang hưởng; đề xuất chỉ cộng phần thay đổi, khi mọi người đủ điều kiện đều nhận.",
            "Over persons, by the income criteria of the last month (rural, urban) in the law as it is. Incomes are taken to hold what is received today; a reform adds the change alone, with full take-up."),
    } : null;

    private ReportTable? Arrears()
    {
        var rows = _figures.Reforms.SelectMany(reform => reform.ArrearsMonths.Select(month => Row(Of(reform.Scenario.Name), Of(month.ToString()), Of(_figures.Arrears(reform, month))))).ToList();
        return rows.Count == 0 ? null : new("arrears", new("Truy lĩnh của các tháng trước khi có hiệu lực", "Arrears of the months before coming into force"), [new("scenario", new("Phương án", "Scenario")), new("month", new("Tháng", "Month")), Dong("change", "Truy lĩnh", "Arrears")], rows)
        {
            Note = new("Chênh lệch của từng tháng từ tháng đầu áp dụng đến trước tháng có hiệu lực, trả một lần khi có hiệu lực; khi mọi người đủ điều kiện đều nhận.", "The difference of each month from the first one that counts to the month before coming into force, paid at once when in force; with full take-up."),
        };
    }

    private ReportTable Grades() => new(
        "grades", new("Chi phí tháng cuối theo độ tin cậy của căn cứ", "Cost of the last month by grade of evidence"),
        [new("grade", new("Độ tin cậy", "Grade")), .. PerScenario(scenario => [Dong($"cost:{scenario.Id}", "Chi phí", "Cost")], _ => [])],
        [.. Enum.GetValues<EvidenceGrade>().Where(grade => _result.Scenarios.Any(scenario => scenario.ByGrade.ContainsKey(grade))).Select(grade => Row([Of(grade.Code()), .. _result.Scenarios.Select(scenario => Of(scenario.ByGrade.GetValueOrDefault(grade).Whole()))]))]);

    private ReportTable Parameters() => new(
        "parameters", new("Tham số chưa được kiểm chứng mà số tiền dựa vào", "Parameters below grade verified on which amounts rest"),
        [new("scenario", new("Phương án", "Scenario")), new("parameter", new("Tham số", "Parameter")), new("value", new("Giá trị", "Value")), new("ref", new("Căn cứ", "Citation")), new("grade", new("Độ tin cậy", "Grade"))],
        [.. _result.Scenarios.SelectMany(scenario => scenario.Doubtful.Select(parameter => Row(Of(scenario.Scenario.Name), Of(parameter.Id), Of(parameter.Value.Vi), Of(parameter.Ref), Of(parameter.Grade.Code()))))]);

    private ReportTable Cells() => new(
        "cells", new("Cách tính", "How it was decided"),
        [new("scenario", new("Phương án", "Scenario")), new("month", new("Tháng", "Month")), Count("cells", "Ô hồ sơ", "Cells"), Count("decided", "Hộ quyết định riêng", "Households decided"), Count("outcomes", "Câu trả lời khác nhau", "Different answers")],
        [.. _result.Cells.Select(cell => Row(Of(cell.Scenario), Of(cell.Month.ToString()), Of(cell.Cells), Of(cell.Decided), Of(cell.Outcomes)))])
    {
        Note = new(
            "Mọi người đều được quyết định bằng chính các mô hình của một hồ sơ riêng lẻ: ai giống nhau về mọi điều pháp luật hỏi thì chung một ô, mỗi ô quyết định một lần.",
            "Everybody is decided by the very models of a single case: people alike in all that the law asks share a cell, and each cell is decided once."),
    };

    private IEnumerable<ReportColumn> CostColumns() => PerScenario(scenario => [Dong($"cost:{scenario.Id}", "Chi phí", "Cost")], scenario => [Dong($"change:{scenario.Id}", "Thay đổi", "Change")]);

    private IEnumerable<ReportCell> CostCells(Func<CostKey, bool> fits) => EachScenario(scenario => [Of(_figures.Cost(scenario, fits))], scenario => [Of(_figures.Change(scenario, fits))]);

    private IEnumerable<ReportColumn> PerScenario(Func<Scenario, ReportColumn[]> every, Func<Scenario, ReportColumn[]> reform) =>
        _result.Scenarios.SelectMany((scenario, index) => every(scenario.Scenario).Concat(index == 0 ? [] : reform(scenario.Scenario)));

    private IEnumerable<ReportCell> EachScenario(Func<ScenarioResult, ReportCell[]> every, Func<ScenarioResult, ReportCell[]> reform) =>
        _result.Scenarios.SelectMany((scenario, index) => every(scenario).Concat(index == 0 ? [] : reform(scenario)));

    private static ReportColumn Dong(string id, string vi, string en) => new(id, new(vi, en), ReportUnit.Dong);

    private static ReportColumn Count(string id, string vi, string en) => new(id, new(vi, en), ReportUnit.Count);

    private static IReadOnlyList<ReportCell> Row(params ReportCell[] cells) => cells;

    private static ReportCell Estimated(Estimate estimate) => Of(estimate.Value, estimate.Error);

    private static decimal? Share(decimal part, decimal whole) => whole == 0 ? null : part / whole;

    private decimal? PerHead(long change, long people) => people == 0 ? null : Math.Round((decimal)change / people / _result.Inputs.Period.Months, MidpointRounding.AwayFromZero);

    private static Bilingual ClassName(int index)
    {
        var bounds = ScenarioTally.Bounds;
        return index == bounds.Length
            ? new($"trên {new Vnd(bounds[^1])}", $"over {new Vnd(bounds[^1])}")
            : index == 0 ? new($"đến {new Vnd(bounds[0])}", $"up to {new Vnd(bounds[0])}") : new($"trên {new Vnd(bounds[index - 1])} đến {new Vnd(bounds[index])}", $"over {new Vnd(bounds[index - 1])} up to {new Vnd(bounds[index])}");
    }
}
