using System.Net;
using System.Text.RegularExpressions;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Satisfaction;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Web.Tests.Dossiers;
using Dapper;
using Xunit;

namespace AnSinh.Web.Tests.Public;

/// <summary>The public door to casework: a grievance without a name, its code, the one question, and the end of guessing.</summary>
[Collection(DemonstrationSite.Collection)]
public sealed partial class PublicCaseTests(DemonstrationSite site)
{
    [Fact]
    public async Task A_grievance_without_a_name_is_answered_to_whoever_holds_its_code()
    {
        using var client = site.Client();
        var place = PlaceDirectory.VietNam.Find(site.Commune)!;
        (string, string)[] typed = [("tinh", place.Province.Value), ("xa", PersonName.Fold(place.Name)), ("viec", "Tiền chậm hai tháng"), ("ma", "g1")];
        var said = await SendAsync(client, "/phan-anh", "grievance", typed);
        var code = Code().Match(said).Value;
        Assert.NotEmpty(code);
        Assert.Contains(code, await SendAsync(client, "/phan-anh", "grievance", typed), StringComparison.Ordinal);

        var book = Offices.Book(site);
        var file = book.Case(Assert.Single(book.Cases(CaseKind.Grievance), line => line.Header.OpenedBy == "citizen").Header.Id);
        Assert.Equal(("", "citizen"), (file.Opening.Applicant, file.Header.OpenedBy));
        CaseSteps.Propose(book, file.Id, new CaseProposal("answered", "Đã chi trả ngày 10"), "canbo");
        CaseSteps.Decide(book, file.Id, new CaseDecision("", book.Today), "chutich");
        var followed = await SendAsync(client, "/theo-doi", "follow", ("ma-hs", code.ToLowerInvariant()));
        Assert.Contains("Đã chi trả ngày 10", followed, StringComparison.Ordinal);
        Assert.DoesNotContain(file.Id, followed, StringComparison.Ordinal);

        var rating = SatisfactionSurvey.CodeOf(book, file.Id)!;
        Assert.Contains("Cảm ơn bạn", await SendAsync(client, "/danh-gia", "rate", ("ma-dg", rating), ("diem", "4")), StringComparison.Ordinal);
        Assert.Contains("không có hoặc đã được dùng", await SendAsync(client, "/danh-gia", "rate", ("ma-dg", rating), ("diem", "4")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_codes_close_the_door_for_whoever_sends_them()
    {
        using var client = site.Client();
        var last = "";
        for (var guess = 0; guess <= FollowCase.MostMisses; guess++)
        {
            last = await SendAsync(client, "/theo-doi", "follow", ("ma-hs", $"0000-0000-0000-00{guess:00}"));
        }

        using var connection = site.Database.Connect();
        connection.Execute("delete from follow_miss");
        Assert.Contains("Quá nhiều mã sai", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commune_that_nobody_knows_is_a_fault_beside_its_field()
    {
        using var client = site.Client();
        var said = await SendAsync(client, "/phan-anh", "grievance", ("tinh", "04"), ("xa", "khong co xa nay"), ("viec", "giữ chữ này"), ("ma", "g2"));
        Assert.Contains("Tỉnh này không có xã mang tên đó", said, StringComparison.Ordinal);
        Assert.Contains("giữ chữ này", said, StringComparison.Ordinal);
        Assert.Contains("Hiện không có niêm yết nào", WebUtility.HtmlDecode(await client.GetStringAsync($"/niem-yet?tinh={PlaceDirectory.VietNam.Find(site.Commune)!.Province}&xa={Uri.EscapeDataString(PlaceDirectory.VietNam.Find(site.Commune)!.Name)}")), StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(HttpClient client, string page, string form, params (string, string)[] fields)
    {
        using var answer = await DemonstrationSite.PostAsync(client, page, form, fields);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")]
    private static partial Regex Code();
}
