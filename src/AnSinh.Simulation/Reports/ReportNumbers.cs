namespace AnSinh.Simulation.Reports;

/// <summary>Numbers as people read them: digits grouped by dots and a decimal comma in Vietnamese, the other way round in English.</summary>
public static class ReportNumbers
{
    public static string Full(decimal number, ReportUnit unit, bool vietnamese) => unit switch
    {
        ReportUnit.Dong => ReportNotes.Number(number, vietnamese) + " ₫",
        ReportUnit.Share => ReportNotes.Number(number * 100, vietnamese, 2) + " %",
        ReportUnit.Index => ReportNotes.Number(number, vietnamese, 4),
        _ => ReportNotes.Number(number, vietnamese),
    };

    /// <summary>Amounts in million đồng; everything else in full.</summary>
    public static string Short(decimal number, ReportUnit unit, bool vietnamese) => unit == ReportUnit.Dong ? ReportNotes.Number(number / 1_000_000, vietnamese, Math.Abs(number) < 100_000_000 ? 1 : 0) : Full(number, unit, vietnamese);
}
