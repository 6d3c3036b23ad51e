using AnSinh.Casework.Xlsx;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Sheets;

/// <summary>A household's row as it was filled in; where each answer stands, for messages.</summary>
internal sealed record AnsweredRow(HouseholdId Household, int Line, IReadOnlyDictionary<string, string> Answers, IReadOnlyDictionary<string, string> Places, string Unable, string Note);

/// <summary>A fault in a cell, with the household and column it belongs to where that is known.</summary>
internal sealed record SheetFault(ReviewFault Fault, HouseholdId? Household = null, string Column = "");

/// <summary>What a filled-in workbook says, or everything that is wrong with it.</summary>
internal sealed class SheetReading(string path, string hash)
{
    public string Path { get; } = path;
    public string File { get; } = System.IO.Path.GetFileName(path);
    public string Hash { get; } = hash;
    public string Village { get; set; } = "";

    /// <summary>Whether it holds only households to be assessed again, and how many it was written with.</summary>
    public bool IsAgain { get; set; }
    public int Expected { get; set; }
    public string Assessor { get; set; } = "";
    public string AssessedOn { get; set; } = "";

    /// <summary>Whether the file is one of this round, so that a file to mend can be written for it.</summary>
    public bool IsOfRound { get; set; }
    public List<AnsweredRow> Rows { get; } = [];
    public List<SheetFault> Faults { get; } = [];

    /// <summary>What was unusual and taken all the same.</summary>
    public List<ReviewFault> Notes { get; } = [];
    public Dictionary<(HouseholdId Household, string Column), XlsxCell> Cells { get; } = [];

    public void Fault(string where, string found, string vi, string en, HouseholdId? household = null, string column = "") => Faults.Add(new(
        new ReviewFault(
            found.Length == 0 ? $"để trống; cần {vi}" : $"là '{found}'; cần {vi}", found.Length == 0 ? $"is empty; expected {en}" : $"is '{found}'; expected {en}", $"{File}!{where}"), household, column));

    public void Wrong(string where, string vi, string en, HouseholdId? household = null, string column = "") => Faults.Add(new(new ReviewFault(vi, en, $"{File}!{where}"), household, column));
}
