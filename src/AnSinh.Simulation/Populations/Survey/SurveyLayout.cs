using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Populations;

/// <summary>The columns of a survey: one row a person, the rows of a household together.</summary>
public static class SurveyLayout
{
    internal const string Household = "household";
    internal const string Weight = "weight";
    internal const string Place = "place";
    internal const string Province = "province";
    internal const string Income = "income_per_person";
    internal const string Born = "born";
    internal const string Age = "age";
    internal const string Sex = "sex";
    internal const string Relation = "relation";

    internal static readonly string[] Relations = ["head", "spouse", "child", "child_in_law", "grandchild", "parent", "sibling", "other"];

    /// <summary>The survey's own columns and one for each fact of the law.</summary>
    public static CsvLayout Of(FactCatalog facts) => new("survey.csv",
    [
        new(Household, true, "Mã hộ trong cuộc điều tra; các dòng của một hộ đứng liền nhau", "Household id in the survey; the rows of a household stand together"),
        new(Weight, true, "Trọng số của hộ: số dương, tối đa 6 chữ số thập phân, dấu chấm; chỉ cần ở dòng đầu của hộ", "Weight of the household: positive, at most 6 decimals after a point; needed in its first row only"),
        new(Place, false, "Mã xã 5 chữ số", "Commune code, 5 digits"),
        new(Province, false, "Mã tỉnh 2 chữ số, khi không biết xã", "Province code, 2 digits, where the commune is not known"),
        new(Income, false, "Thu nhập bình quân một người một tháng (đồng, số nguyên)", "Income per person and month (VND, an integer)"),
        new(Born, false, "Ngày sinh yyyy-MM-dd, yyyy-MM hoặc yyyy", "Born yyyy-MM-dd, yyyy-MM or yyyy"),
        new(Age, false, "Tuổi tròn vào ngày điều tra, khi không có ngày sinh", "Completed years on the day of the survey, where the birth is not known"),
        new(Sex, true, "male (nam) hoặc female (nữ)", "male or female"),
        new(Relation, true, $"Quan hệ với chủ hộ: {string.Join(", ", Relations)}", $"Relation to the head: {string.Join(", ", Relations)}"),
        .. facts.All.Where(fact => fact.Code != Income).Select(fact => new CsvColumn(
            fact.Code, false,
            fact.Type == FactType.PersonReference ? $"{fact.Label.Vi}: số thứ tự của thành viên trong hộ (1 là dòng đầu)" : $"{fact.Label.Vi}{Values(fact)}",
            fact.Type == FactType.PersonReference ? $"{fact.Label.En}: the member's number in the household (1 is its first row)" : $"{fact.Label.En}{Values(fact)}")),
    ]);

    private static string Values(FactDefinition fact) => fact.Type switch
    {
        FactType.Enumeration => $" ({string.Join(", ", fact.Values.Select(value => value.Code))})",
        FactType.Boolean => " (true, false)",
        FactType.Number => $" ({fact.Minimum}..{fact.Maximum})",
        _ => "",
    };
}
