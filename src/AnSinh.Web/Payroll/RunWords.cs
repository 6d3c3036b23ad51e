using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using AnSinh.Web.Components;

namespace AnSinh.Web.Payroll;

/// <summary>How runs are written and found inside an area.</summary>
public static class RunWords
{
    /// <summary>A run of the area; null when there is none.</summary>
    public static PayrollRun? Find(PayrollBook book, AreaScope scope, string id) => ShowRun.All(book).FirstOrDefault(run => run.Id == id && InScope(scope, run.Area));

    public static bool InScope(AreaScope scope, PlaceCode area) => scope.Allows(area, area.IsProvince ? area : PlaceDirectory.VietNam.ProvinceOf(area));

    public static string AreaName(PlaceCode area) => PlaceDirectory.VietNam.Find(area)?.Name ?? area.Value;

    /// <summary>What a step refused, under the form as a whole.</summary>
    public static void Add(this Faults faults, PayrollRefusedException refused, bool vietnamese)
    {
        foreach (var fault in refused.Faults)
        {
            faults.Add("", (vietnamese ? fault.Vi : fault.En) + (fault.Line > 0 ? $" ({fault.Where}, {fault.Line}:{fault.Column})" : ""));
        }
    }

    /// <summary>Why earlier months are paid now, in words.</summary>
    public static string Reason(Words words, string reason) => string.Join("; ", reason.Split(", law: ", StringSplitOptions.RemoveEmptyEntries).Select(part => part switch
    {
        "register" or "takeover" or "pack" => words[$"arrears.{part}"],
        _ => part.Replace("law: ", "", StringComparison.Ordinal),
    }));
}
