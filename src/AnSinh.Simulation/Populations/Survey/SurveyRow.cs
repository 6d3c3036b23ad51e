using System.Globalization;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Populations;

/// <summary>A row of a survey as checked fields; what is wrong in it goes to the faults.</summary>
internal sealed class SurveyRow
{
    private const int Millionths = 1_000_000;
    private const decimal LargestWeight = 1_000_000_000m;
    private const int OldestAge = 120;

    private readonly CsvRecord _record;
    private readonly string[] _header;
    private readonly ImportFaults _faults;
    private readonly DateOnly _day;

    public SurveyRow(CsvRecord record, string[] header, FactCatalog facts, DateOnly day, ImportFaults faults)
    {
        (_record, _header, _faults, _day) = (record, header, faults, day);
        Household = Text(SurveyLayout.Household);
        if (Household.Length == 0)
        {
            Fault(SurveyLayout.Household, "cần mã hộ", "expected a household id");
        }

        Sex = Text(SurveyLayout.Sex) switch { "male" => Law.Sex.Male, "female" => Law.Sex.Female, _ => null };
        if (Sex is null)
        {
            Fault(SurveyLayout.Sex, "cần male hoặc female", "expected male or female");
        }

        Relation = Text(SurveyLayout.Relation);
        if (!SurveyLayout.Relations.Contains(Relation))
        {
            Fault(SurveyLayout.Relation, $"cần một trong: {string.Join(", ", SurveyLayout.Relations)}", $"expected one of: {string.Join(", ", SurveyLayout.Relations)}");
        }

        Birth = ReadBirth();
        Facts = ReadFacts(facts, FactSubject.Person);
    }

    public long Line => _record.Line;
    public string Household { get; }
    public Sex? Sex { get; }
    public string Relation { get; }

    /// <summary>Day from <see cref="PeopleBlock.FirstDay"/> and precision; null where it could not be read.</summary>
    public (ushort Day, DatePrecision Precision)? Birth { get; }

    /// <summary>Facts of the person that hold values.</summary>
    public List<CaseFact> Facts { get; }

    public string Text(string column) => _record.Fields.GetValueOrDefault(column, "");

    /// <summary>The weight in millionths.</summary>
    public long? Weight()
    {
        var text = Text(SurveyLayout.Weight);
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var weight)
            && weight is > 0 and <= LargestWeight && decimal.Truncate(weight * Millionths) == weight * Millionths)
        {
            return (long)(weight * Millionths);
        }

        Fault(SurveyLayout.Weight, text.Length == 0 ? "thiếu trọng số; cần một số dương" : "cần một số dương tối đa 6 chữ số thập phân, dấu chấm, ví dụ 1432.5", text.Length == 0 ? "the weight is missing; expected a positive number" : "expected a positive number with at most 6 decimals after a point, such as 1432.5");
        return null;
    }

    /// <summary>Income per person in VND a month; null where none is given.</summary>
    public long? Income()
    {
        var text = Text(SurveyLayout.Income);
        if (text.Length == 0)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var income))
        {
            return income;
        }

        Fault(SurveyLayout.Income, "cần số đồng nguyên, không dấu phân cách", "expected an integer of VND without separators");
        return null;
    }

    /// <summary>Commune (or province where only that is known), and province.</summary>
    public (PlaceCode Place, PlaceCode Province)? Place()
    {
        var (place, province) = (Text(SurveyLayout.Place), Text(SurveyLayout.Province));
        if (place.Length > 0)
        {
            if (!PlaceCode.TryParse(place, out var code) || !code.IsCommune || PlaceDirectory.VietNam.Find(code) is not { } commune)
            {
                Fault(SurveyLayout.Place, "không có xã nào hiện nay mang mã này; cần mã 5 chữ số", "no commune of today has this code; expected 5 digits");
                return null;
            }

            if (province.Length > 0 && province != commune.Province.Value)
            {
                Fault(SurveyLayout.Province, $"xã {place} thuộc tỉnh {commune.Province}", $"commune {place} belongs to province {commune.Province}");
                return null;
            }

            return (code, commune.Province);
        }

        if (PlaceCode.TryParse(province, out var found) && found.IsProvince && PlaceDirectory.VietNam.Find(found) is not null)
        {
            return (found, found);
        }

        Fault(SurveyLayout.Province, "cần mã xã 5 chữ số hoặc mã tỉnh 2 chữ số hiện nay", "expected a commune of 5 digits or a province of 2 digits of today");
        return null;
    }

    public List<CaseFact> ReadFacts(FactCatalog facts, FactSubject subject)
    {
        var read = new List<CaseFact>();
        foreach (var column in _header)
        {
            var text = Text(column);
            if (text.Length == 0 || column == SurveyLayout.Income || facts.Find(column) is not { } fact || fact.Subject != subject || fact.Type == FactType.PersonReference)
            {
                continue;
            }

            if (fact.Accepts(text, out var expected))
            {
                read.Add(new CaseFact(fact.Code, text));
            }
            else
            {
                Fault(column, $"cần {expected.Vi}", $"expected {expected.En}");
            }
        }

        read.Sort((one, other) => string.CompareOrdinal(one.Code, other.Code));
        return read;
    }

    public void Fault(string column, string vietnamese, string english) =>
        _faults.Add(new ImportFault(_record.File, Line, Array.IndexOf(_header, column) + 1, column, Text(column), vietnamese, english));

    private (ushort Day, DatePrecision Precision)? ReadBirth()
    {
        var (born, age) = (Text(SurveyLayout.Born), Text(SurveyLayout.Age));
        if (born.Length > 0)
        {
            if (BirthDate.TryParse(born, out var date) && date.Earliest >= PeopleBlock.FirstDay && date.Earliest <= _day)
            {
                return ((ushort)(date.Earliest.DayNumber - PeopleBlock.FirstDay.DayNumber), date.Precision);
            }

            Fault(SurveyLayout.Born, $"cần ngày sinh có thật từ {PeopleBlock.FirstDay:yyyy} đến {_day:yyyy-MM-dd}", $"expected a date of birth that exists, from {PeopleBlock.FirstDay:yyyy} to {_day:yyyy-MM-dd}");
            return null;
        }

        if (int.TryParse(age, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years <= OldestAge)
        {
            // Half a year after the birthday stands for the unknown day.
            return ((ushort)(_day.AddYears(-years).AddMonths(-6).DayNumber - PeopleBlock.FirstDay.DayNumber), DatePrecision.Day);
        }

        Fault(SurveyLayout.Age, $"cần ngày sinh, hoặc tuổi tròn từ 0 đến {OldestAge}", $"expected a date of birth, or completed years from 0 to {OldestAge}");
        return null;
    }
}
