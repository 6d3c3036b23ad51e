using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Runs;

namespace AnSinh.Simulation.Reports;

/// <summary>What must be said with the figures.</summary>
public static class ReportNotes
{
    /// <summary>The mark on every page, picture and file: nobody of these people exists, or their incomes are supposed.</summary>
    public static Bilingual? Mark(SimulationResult result) => result.Inputs switch
    {
        { IsIllustrative: true, People.IsSynthetic: true } => new("MINH HỌA: dân số giả lập, thu nhập do người dùng giả định", "ILLUSTRATIVE: synthetic population, incomes supposed by the user"),
        { IsIllustrative: true } => new("MINH HỌA: thu nhập do người dùng giả định", "ILLUSTRATIVE: incomes supposed by the user"),
        { People.IsSynthetic: true } => new("Dân số giả lập, không phải số liệu thống kê", "Synthetic population, not statistics"),
        _ => null,
    };

    public static IReadOnlyList<Bilingual> All(SimulationResult result)
    {
        var period = result.Inputs.Period;
        var notes = new List<Bilingual>();
        if (Mark(result) is { } mark)
        {
            notes.Add(mark);
        }

        notes.Add(new(
            $"Dân số: {Number(result.Persons, vietnamese: true)} người trong {Number(result.Households, vietnamese: true)} hộ, ngày {result.Inputs.People.Day:dd/MM/yyyy}{(result.IsSample ? $", đại diện cho {Number(result.PersonWeight.Whole(), vietnamese: true)} người; sai số chuẩn theo hộ" : "")}.",
            $"Population: {Number(result.Persons, vietnamese: false)} people in {Number(result.Households, vietnamese: false)} households on {result.Inputs.People.Day:yyyy-MM-dd}{(result.IsSample ? $", standing for {Number(result.PersonWeight.Whole(), vietnamese: false)} people; standard errors by household" : "")}."));
        notes.Add(new(
            $"Tháng {period.First} đến {period.Last}, theo pháp luật biết đến ngày {period.KnownAt:dd/MM/yyyy}. Người trong dân số già đi theo ngày sinh; không ai sinh ra, chết đi hay chuyển đi sau ngày của dân số.",
            $"Months {period.First} to {period.Last}, by the law known on {period.KnownAt:yyyy-MM-dd}. People grow older by their dates of birth; nobody is born, dies or moves after the day of the population."));
        notes.Add(ReferenceEquals(result.Inputs.TakeUp, Simulation.Inputs.TakeUpRates.Full)
            ? new("Đủ điều kiện chưa phải là được chi trả: chi phí là của mọi người đủ điều kiện theo luật (tỷ lệ hưởng 100 %), không phải dự toán chi thực tế.", "Being entitled is not being paid: costs are those of everybody whom the law entitles (take-up 100 %), not a forecast of spending.")
            : new("Chi phí theo chế độ, nguồn và tỉnh tính theo tỷ lệ hưởng do người dùng nêu; người, hộ, nghèo và truy lĩnh tính khi mọi người đủ điều kiện đều nhận.", "Costs by benefit, payer and province follow the take-up rates supplied by the user; people, households, poverty and arrears are with full take-up."));
        if (!result.HasIncomes)
        {
            notes.Add(new("Không có thu nhập của hộ, nên không có số liệu nghèo và bất bình đẳng; nêu bảng thu nhập bằng --incomes (kết quả khi đó chỉ để minh họa), hoặc dùng một cuộc điều tra.", "No incomes of households are known, so there are no figures of poverty and inequality; supply a table by --incomes (the result is then only illustrative), or use a survey."));
        }

        notes.Add(new($"Bộ luật {result.Inputs.Law.Hash[..12]}. Mọi trị số của đề xuất có độ tin cậy 'assumed'.", $"Law pack {result.Inputs.Law.Hash[..12]}. Every value of a reform has the grade 'assumed'."));
        return notes;
    }

    public static string Number(decimal number, bool vietnamese, int decimals = 0)
    {
        var text = number.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return vietnamese ? text.Replace(',', ' ').Replace('.', ',').Replace(' ', '.') : text;
    }
}
