using System.Net.Mime;
using System.Text;
using AnSinh.Law;
using AnSinh.Simulation.Reports;
using AnSinh.Storage;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Analyst;

/// <summary>The figures of scenarios to be kept: CSV, a workbook, JSON. What is hidden on the page is hidden here.</summary>
internal static class AnalystFiles
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(
        "/phan-tich/so-lieu.{format}", [Needs(Permission.ReadReports)] (string format, HttpContext http, Me me, AnalystDesk desk, ScenarioBook book, LawPack pack, Database database, Words words) =>
        {
            if (format is not ("csv" or "xlsx" or "json"))
            {
                return Results.NotFound();
            }

            var today = database.Clock.TodayInVietNam();
            var month = BenefitMonth.Of(today);
            var request = AnalystRequest.Read(http.Request.Query, Lever.Of(pack, month, today), book, month, words);
            var figures = desk.Of(me.Scope(Permission.ReadReports), month, request.Scenarios);
            return format switch
            {
                "csv" => Results.File([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(ReportData.Csv(figures.Result, figures.Tables, words.Vietnamese))], MediaTypeNames.Text.Csv, "phan-tich.csv"),
                "xlsx" => Results.File(SimulationWorkbook.Write(figures.Result, figures.Tables, words.Vietnamese), Workbook, "phan-tich.xlsx"),
                _ => Results.File(Encoding.UTF8.GetBytes(ReportData.Json(figures.Result, figures.Tables, figures.Seconds)), MediaTypeNames.Application.Json, "phan-tich.json"),
            };
        });
}
