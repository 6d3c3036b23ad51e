using System.Net.Mime;
using System.Text;
using AnSinh.Payroll;
using AnSinh.Payroll.Report;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Payroll;

/// <summary>The files of a run: orders for banks and payment points, and the report for print. They are handed out to be kept, never shown as pages of the site.</summary>
internal static class RunFiles
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/ky-chi-tra/{id}/bao-cao", [Needs(Permission.ReadPayroll)] (string id, ReadingDatabase reading, Me me) =>
            RunWords.Find(reading.Payroll, me.Scope(Permission.ReadPayroll), id) is { } run
                ? Results.File(Encoding.UTF8.GetBytes(MonthReportHtml.Write(MonthReport.Of(reading.Payroll, run.Id))), MediaTypeNames.Text.Html, $"bao-cao-{run.Area}-{run.Month}.html")
                : Results.NotFound());
        app.MapGet("/ky-chi-tra/{id}/tep/{name}", [Needs(Permission.PayPayroll)] (string id, string name, PayrollBook book, ReadingDatabase reading, Me me) =>
        {
            if (RunWords.Find(reading.Payroll, me.Scope(Permission.PayPayroll), id) is not { State: RunState.Ordered or RunState.Settled or RunState.Closed } run
                || OrderRun.Execute(book, new OrderRequest(run.Id, me.Login)).Files.FirstOrDefault(file => file.Name == name) is not { } found)
            {
                return Results.NotFound();
            }

            return Results.File(found.Content, name.EndsWith(".xml", StringComparison.Ordinal) ? MediaTypeNames.Application.Xml : MediaTypeNames.Text.Csv, found.Name);
        });
    }
}
