using AnSinh.Casework.Xlsx;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Sheets;

/// <summary>A column of the sheet to fill in. Found again by its heading, wherever it was moved.</summary>
internal sealed record SheetColumn(string Key, string Heading, XlsxStyle Style, int Width, FactDefinition? Asks = null)
{
    public bool Is(string heading) => PersonName.Fold(heading) == PersonName.Fold(Heading);
}

/// <summary>Where things stand in a village's workbook: the same for writing and reading.</summary>
internal sealed class SheetLayout
{
    public const string Answers = "Phiếu";
    public const string Guide = "Hướng dẫn";
    public const string Identity = "An Sinh";
    public const string Format = "ansinh-review/1";
    public const string Whole = "whole";
    public const string Again = "again";
    public const string Yes = "Có";
    public const string No = "Không";
    public const string AssessorLabel = "Rà soát viên:";
    public const string DayLabel = "Ngày rà soát:";

    public const string Household = "household";
    public const string Head = "head";
    public const string Unable = "unable";
    public const string Note = "note";
    public const string Faults = "faults";
    public const int HeadingRow = 5;
    public const int FirstRow = HeadingRow + 1;

    public SheetLayout(AssessmentForm form)
    {
        Form = form;
        Columns =
        [
            new("number", "STT", XlsxStyle.LockedNumber, 6),
            new(Household, "Mã hộ", XlsxStyle.Locked, 12),
            new(Head, "Chủ hộ", XlsxStyle.Locked, 24),
            new("members", "Số người", XlsxStyle.LockedNumber, 8),
            .. form.Asks.Select(fact => new SheetColumn(fact.Code, fact.Label.Vi, fact.Type == FactType.Number ? XlsxStyle.Number : XlsxStyle.Text, 15, fact)),
            new(Unable, "Không rà soát được (lý do)", XlsxStyle.Text, 22),
            new(Note, "Ghi chú", XlsxStyle.Text, 24),
        ];
    }

    public AssessmentForm Form { get; }
    public IReadOnlyList<SheetColumn> Columns { get; }

    public static SheetColumn FaultColumn { get; } = new(Faults, "Lỗi cần sửa", XlsxStyle.Fault, 60);

    /// <summary>A village as part of a file name: letters and digits only.</summary>
    public static string Slug(string village) => village.Length == 0 ? "chua-ro-thon" : string.Join('-', PersonName.Fold(village).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => new string([.. word.Where(char.IsAsciiLetterOrDigit)])).Where(word => word.Length > 0));
}

/// <summary>A household's row: what the register already knows of it.</summary>
internal sealed record SheetRow(HouseholdId Household, string Head, int Members, IReadOnlyDictionary<string, string> Known);

/// <summary>What a rejected file held, to be written into a file that can be mended: raw texts and faults by household and column.</summary>
internal sealed record SheetFill(
    string Assessor, string Day, IReadOnlyDictionary<(HouseholdId Household, string Column), XlsxCell> Cells, ILookup<(HouseholdId Household, string Column), string> Faults);
