using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Web.LawBook;

/// <summary>How the law book writes values, addresses and grades.</summary>
public static class LawWords
{
    public const string Home = "/so-tay";
    public const string Changes = Home + "/thay-doi";
    public const string Parameters = Home + "/muc";

    public static string Address(Benefit benefit) => $"{Home}/khoan/{benefit.Id}";

    public static string Address(Programme programme) => $"{Home}/chuong-trinh/{programme.Id}";

    public static string Address(Parameter parameter) => $"{Parameters}/{parameter.Id}";

    public static string Address(Instrument instrument) => $"{Home}/van-ban/{instrument.Number}";

    /// <summary>A value with its unit; of a table the number of its values.</summary>
    public static string Value(Words words, Parameter parameter, ParameterValue? value) => value switch
    {
        null => "–",
        { Table.Count: > 0 } => words["law.value.table", value.Table.Count],
        _ when parameter.Unit.StartsWith("VND", StringComparison.Ordinal) => words.Money(new Vnd((long)value.Value)),
        _ => words.Number(value.Value),
    };

    public static string Unit(Words words, Parameter parameter) => Words.Has($"law.unit.{parameter.Unit}") ? words[$"law.unit.{parameter.Unit}"] : parameter.Unit;

    public static string Grade(Words words, EvidenceGrade grade) => grade == EvidenceGrade.Verified ? words["law.verified"] : words[$"grade.{grade.Code()}"];

    public static string Place(ParameterValue value) => value.Place is { } place ? PlaceDirectory.VietNam.Find(place)?.Name ?? place.Value : "";

    /// <summary>From which month to which a benefit exists.</summary>
    public static string Range(Words words, Benefit benefit) => benefit.Ended is { } ended
        ? words["law.from-to", benefit.From, ended.LastMonth]
        : words["law.from-on", benefit.From];

    public static string Day(Words words, DateOnly? day) => day is { } known ? words.Day(known) : "–";
}
