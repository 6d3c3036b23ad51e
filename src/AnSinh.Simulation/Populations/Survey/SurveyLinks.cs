using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

/// <summary>
/// Who names whom in a household of a survey: as the columns of facts that hold a person say, and otherwise as the relations imply it (head and spouse name each other; children below
/// the age of <see cref="GrownUp"/> are raised by the mother among them, or by the head).
/// </summary>
internal static class SurveyLinks
{
    private const int GrownUp = 22;

    /// <returns>Links by member (place in the household) and fact.</returns>
    public static List<MemberLink> Of(List<SurveyRow> rows, List<string> facts, string[] header, DateOnly day)
    {
        var links = new List<MemberLink>();
        var (head, spouse) = (Only(rows, "head"), Only(rows, "spouse"));
        if (head is null)
        {
            rows[0].Fault(SurveyLayout.Relation, "hộ phải có đúng một chủ hộ (head)", "the household must have exactly one head");
        }

        for (var member = 0; member < rows.Count; member++)
        {
            for (byte fact = 0; fact < facts.Count; fact++)
            {
                var named = header.Contains(facts[fact]) ? Told(rows, member, facts[fact]) : Implied(rows, member, facts[fact], head, spouse, day);
                if (named is { } other)
                {
                    links.Add(new MemberLink(member, fact, other));
                }
            }
        }

        return links;
    }

    private static byte? Told(List<SurveyRow> rows, int member, string fact)
    {
        var text = rows[member].Text(fact);
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= rows.Count && number != member + 1)
        {
            return (byte)(number - 1);
        }

        rows[member].Fault(fact, $"cần số thứ tự của một thành viên khác trong hộ, từ 1 đến {rows.Count}", $"expected the number of another member of the household, from 1 to {rows.Count}");
        return null;
    }

    private static byte? Implied(List<SurveyRow> rows, int member, string fact, int? head, int? spouse, DateOnly day) => (fact, rows[member].Relation) switch
    {
        ("spouse", "head") => (byte?)spouse,
        ("spouse", "spouse") => (byte?)head,
        ("raised_by", "child") when rows[member].Birth is { } born && PeopleBlock.FirstDay.AddDays(born.Day).AddYears(GrownUp) > day =>
            (byte?)(spouse is { } other && rows[other].Sex == Sex.Female ? other : head),
        _ => null,
    };

    private static int? Only(List<SurveyRow> rows, string relation) => rows.Count(row => row.Relation == relation) == 1 ? rows.FindIndex(row => row.Relation == relation) : null;
}
