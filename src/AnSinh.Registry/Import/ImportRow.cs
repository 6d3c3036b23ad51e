using System.Globalization;
using System.Text.RegularExpressions;
using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>A row being read: typed fields, each fault with its column. A null after a fault means that the field could not be read.</summary>
internal sealed partial class ImportRow(CsvLayout layout, CsvRecord record, string[] header, DateOnly today, ImportFaults faults)
{
    private readonly List<ImportFault> _own = [];

    public long Line => record.Line;
    public CsvRecord Record => record;
    public DateOnly Today => today;
    public bool Faulty => _own.Count > 0;

    /// <summary>The row waits for another that was rejected: nothing is wrong with itself.</summary>
    public bool Waits { get; set; }

    public string Why(bool vietnamese) => string.Join("; ", _own.Select(fault => $"{fault.ColumnName}: {(vietnamese ? fault.Vietnamese : fault.English)}"));

    public string Text(string column) => record.Fields.GetValueOrDefault(column, "");

    public string? Required(string column)
    {
        var text = Text(column);
        if (text.Length > 0)
        {
            return text;
        }

        Fault(column, "không được để trống", "may not be empty");
        return null;
    }

    public void Fault(string column, string vietnamese, string english)
    {
        var index = Array.IndexOf(header, column);
        var found = Text(column);
        var secret = layout.Columns.FirstOrDefault(known => known.Name == column)?.Secret ?? false;
        var fault = new ImportFault(record.File, Line, index + 1, column, secret ? Mask(found) : Cut(found), vietnamese, english);
        _own.Add(fault);
        faults.Add(fault);
    }

    public void Note(string vietnamese, string english) => faults.Note(record.File, Line, vietnamese, english);

    public DateOnly? Day(string column, bool required = false, bool mayBeFuture = false)
    {
        var text = required ? Required(column) : Text(column);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Fault(column, "cần một ngày có thật dạng yyyy-MM-dd, ví dụ 2026-11-22", "expected a date that exists as yyyy-MM-dd, for example 2026-11-22");
            return null;
        }

        if (!mayBeFuture && day > today)
        {
            Fault(column, $"ngày ở tương lai (hôm nay {today:yyyy-MM-dd})", $"lies in the future (today is {today:yyyy-MM-dd})");
        }

        return day;
    }

    public BenefitMonth? Month(string column, bool required = false)
    {
        var text = required ? Required(column) : Text(column);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (BenefitMonth.TryParse(text, out var month))
        {
            return month;
        }

        Fault(column, "cần một tháng dạng yyyy-MM, ví dụ 2026-11", "expected a month as yyyy-MM, for example 2026-11");
        return null;
    }

    /// <summary>Days from one column to another.</summary>
    public DateRange? Range(string from, string to)
    {
        var (first, last) = (Day(from, mayBeFuture: true), Day(to, mayBeFuture: true));
        if (last < first)
        {
            Fault(to, $"trước ngày bắt đầu {first:yyyy-MM-dd}", $"before the first day {first:yyyy-MM-dd}");
            return null;
        }

        return new DateRange(first, last);
    }

    public IdentityNumber? Number(string column)
    {
        if (Required(column) is not { } text)
        {
            return null;
        }

        if (IdentityNumber.TryParse(text, out var number))
        {
            return number;
        }

        var (vietnamese, english) = text switch
        {
            ['T', ..] when text.Length == ProvisionalNumber.Length => ("chữ số kiểm tra của số tạm không khớp", "the check digit of the provisional number does not fit"),
            _ when text.All(char.IsAsciiDigit) && text.Length == SocialSecurityNumber.Length => ("ba số đầu phải từ 001 đến 096 (tỉnh đăng ký khai sinh)", "the first three digits must be 001 to 096 (province of birth registration)"),
            _ when text.All(char.IsAsciiDigit) && text.Length is 9 or 10 or 11 =>
                ($"có {text.Length} chữ số; cần 12 (số 0 ở đầu bị mất khi mở bằng bảng tính?)", $"has {text.Length} digits; expected 12 (leading zeros lost in a spreadsheet?)"),
            _ => ("cần 12 chữ số, hoặc số tạm T + 10 chữ số", "expected 12 digits, or a provisional number T + 10 digits"),
        };
        Fault(column, vietnamese, english);
        return null;
    }

    public PlaceCode? Commune(string column, bool mayBeProvince = false)
    {
        if (Required(column) is not { } text)
        {
            return null;
        }

        if (!PlaceCode.TryParse(text, out var code))
        {
            Fault(column, "cần mã xã 5 chữ số (giữ số 0 ở đầu)", "expected a commune code of 5 digits (keep leading zeros)");
            return null;
        }

        if (mayBeProvince && code.IsProvince && PlaceDirectory.VietNam.Find(code) is not null)
        {
            return code;
        }

        switch (PlaceDirectory.VietNam.Read(code))
        {
            case PlaceReading.Current current:
                return current.Place.Code;
            case PlaceReading.Forwarded forwarded:
                Note($"{forwarded.OldName} ({code}) nay thuộc {forwarded.Place.Name} ({forwarded.Place.Code})", $"{forwarded.OldName} ({code}) is now part of {forwarded.Place.Name} ({forwarded.Place.Code})");
                return forwarded.Place.Code;
            case PlaceReading.Split split:
                var candidates = string.Join(", ", split.Candidates.Select(candidate => $"{candidate.Place.Code} {candidate.Place.Name}"));
                Fault(column, $"{split.OldName} đã tách; hộ ở xã nào: {candidates}?", $"{split.OldName} was split; in which of these does the household live: {candidates}?");
                return null;
            case PlaceReading.Ended ended:
                Fault(column, $"{ended.OldName} đã hết hiệu lực trước 01/07/2025; hãy ghi mã xã hiện nay", $"{ended.OldName} had ended before 2025-07-01; give the commune of today");
                return null;
            default:
                Fault(column, "không có xã mang mã này", "there is no commune with this code");
                return null;
        }
    }

    public HouseholdId? Household(string column)
    {
        if (Required(column) is not { } text)
        {
            return null;
        }

        if (HouseholdPattern().IsMatch(text))
        {
            return new HouseholdId(text);
        }

        Fault(column, "mã hộ chỉ gồm chữ, số, dấu - . _ và tối đa 40 ký tự", "a household id consists of letters, digits, - . _, at most 40");
        return null;
    }

    private static string Mask(string text) => text.Length <= 5 ? Cut(text) : $"{text[..2]}{new string('•', Math.Min(text.Length, 20) - 4)}{text[^2..]}";

    private static string Cut(string text) => text.Length <= 60 ? text : text[..57] + "...";

    [GeneratedRegex(@"^[\p{L}\p{Nd}._-]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex HouseholdPattern();
}
