using System.Globalization;
using AnSinh.Casework.Letters;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Papers;

/// <summary>A household on a form, with what is known already.</summary>
internal sealed record FormLine(ReviewHousehold Listed, Dwelling? Dwelling, IReadOnlyDictionary<string, string> Known);

/// <summary>Forms A and B of a village for print: what the register knows is filled in, the rest is boxes and lines for the pen.</summary>
internal static class FormPages
{
    public static string Write(LetterOffice office, ReviewRound round, AssessmentForm form, FactDefinition status, string village, IReadOnlyList<FormLine> households, Func<string, string> thresholds)
    {
        var paper = new ReviewPaper($"{form.Name.Vi} - {village}", wide: true);
        foreach (var part in form.Parts)
        {
            paper.Sheet(office, "/" + round.Id, null);
            var boxes = part.Asks.All(fact => fact.Type == FactType.Boolean);
            paper.Title(part.Name.Vi.ToUpper(CultureInfo.GetCultureInfo("vi")), $"{village}. {round.Title(vietnamese: true)}. {households.Count} hộ");
            paper.Paragraph("Rà soát viên: ……………………………………………… Ngày rà soát: ……/……/…………", "l");
            paper.Table(
                boxes ? ["STT", "Mã hộ", "Chủ hộ", .. part.Asks.Select((fact, index) => $"{index + 1}. {Short(fact.Label.Vi)}"), "Số chỉ số thiếu hụt"]
                    : ["STT", "Mã hộ", "Chủ hộ", "Năm sinh", "Dân tộc", "Số người", "Diện hiện tại", "Lý do rà soát", .. part.Asks.Select(fact => fact.Label.Vi), "Ghi chú"],
                households.Select((household, index) => boxes ? BoxRow(part, household, index + 1) : LineRow(part, status, household, index + 1)));
            if (boxes)
            {
                paper.Heading("Đánh dấu vào ô khi hộ thiếu hụt");
                foreach (var (fact, index) in part.Asks.Select((fact, index) => (fact, index + 1)))
                {
                    paper.Paragraph(FormattableString.Invariant($"{index}. {fact.Label.Vi}: {fact.Meaning.Vi}."), "smaller");
                }
            }
            else
            {
                foreach (var fact in part.Asks)
                {
                    paper.Paragraph($"{fact.Label.Vi}: {fact.Meaning.Vi}. {thresholds(fact.Code)}", "smaller");
                }
            }

            paper.Sign(("ĐẠI DIỆN THÔN", ""), ("RÀ SOÁT VIÊN", ""));
            paper.Check($"{form.Note.Vi} Căn cứ: {form.Ref}. Mã phiếu {form.Key}, đợt {round.Id}.");
        }

        return paper.End();
    }

    private static IReadOnlyList<string> BoxRow(AssessmentFormPart part, FormLine household, int number) =>
    [
        ReviewPaper.Number(number), ReviewPaper.Cell(household.Listed.Household.Value), ReviewPaper.Cell(household.Dwelling?.Head?.FullName ?? ""),
        .. part.Asks.Select(_ => ReviewPaper.Boxes([""])), ReviewPaper.Line(),
    ];

    private static IReadOnlyList<string> LineRow(AssessmentFormPart part, FactDefinition status, FormLine household, int number) =>
    [
        ReviewPaper.Number(number), ReviewPaper.Cell(household.Listed.Household.Value), ReviewPaper.Cell(household.Dwelling?.Head?.FullName ?? ""),
        ReviewPaper.Cell(household.Dwelling?.Head?.Born.Earliest.Year.ToString(CultureInfo.InvariantCulture) ?? ""), ReviewPaper.Cell(household.Dwelling?.Head?.EthnicGroup ?? ""),
        ReviewPaper.Number(household.Dwelling?.Members.Count), ReviewPaper.Cell(household.Listed.StatusBefore.Length == 0 ? "" : status.Say(household.Listed.StatusBefore, vietnamese: true)),
        ReviewPaper.Cell(ReviewReason.Say(household.Listed.Reason, vietnamese: true)),
        .. part.Asks.Select(fact => fact.Type == FactType.Boolean ? ReviewPaper.Boxes(["Có", "Không"], Ticked(household.Known.GetValueOrDefault(fact.Code))) : ReviewPaper.Line()), ReviewPaper.Line(),
    ];

    private static int Ticked(string? known) => known switch { "true" => 0, "false" => 1, _ => -1 };

    /// <summary>A label for a narrow column: the words that all of them begin with are left out.</summary>
    private static string Short(string label)
    {
        const string Common = "Thiếu hụt ";
        var text = label.StartsWith(Common, StringComparison.Ordinal) ? label[Common.Length..] : label;
        return char.ToUpper(text[0], CultureInfo.GetCultureInfo("vi")) + text[1..];
    }
}
