using System.Net;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Retention;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Web.Retention;
using AnSinh.Web.Tests.Dossiers;
using Xunit;

namespace AnSinh.Web.Tests.Retention;

/// <summary>Erasure on the pages: an officer takes the request, the chair answers it, the administrator proposes, the overseer approves.</summary>
[Collection(DemonstrationSite.Collection)]
public sealed class RetentionPageTests(DemonstrationSite site)
{
    [Fact]
    public async Task A_request_goes_through_four_hands_and_leaves_a_trace_without_a_name()
    {
        var (free, paid) = (Offices.Alone(site, "Đinh Thị Xin Xóa", "1990"), site.Paid.Id);
        using var officer = await site.LoggedInAsync("canbo");
        var held = await OpenAsync(officer, paid);
        Assert.Contains("Pháp luật buộc giữ", await PageAsync(officer, held), StringComparison.Ordinal);
        using (var refused = await DemonstrationSite.PostAsync(officer, held, "propose", ("phien-ban", "1"), ("ket-luan", "erase"), ("nhan-xet", "theo yêu cầu")))
        {
            Assert.Contains("Phải giữ theo quy định", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }

        CaseSteps.Withdraw(Offices.Book(site), held.Split('/')[^1], "thôi", "canbo");
        var asked = await OpenAsync(officer, free);
        Assert.Contains("có thể đồng ý xóa", await PageAsync(officer, asked), StringComparison.Ordinal);
        using (var proposed = await DemonstrationSite.PostAsync(officer, asked, "propose", ("phien-ban", "1"), ("ket-luan", "erase"), ("nhan-xet", "không còn mục đích")))
        {
            Assert.Equal(HttpStatusCode.Redirect, proposed.StatusCode);
        }

        using var chair = await site.LoggedInAsync("chutich");
        using (var decided = await DemonstrationSite.PostAsync(chair, asked, "decide", ("phien-ban", "2"), ("ngay-ky", Today)))
        {
            Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        }

        using var administrator = await site.LoggedInAsync("quantri");
        var province = PlaceDirectory.VietNam.ProvinceOf(site.Commune).Value;
        var due = await PageAsync(administrator, $"/luu-tru?lop=requests&tinh={province}");
        Assert.Contains(free.Value, due, StringComparison.Ordinal);
        Assert.DoesNotContain("Đinh Thị Xin Xóa", due, StringComparison.Ordinal);
        using var sent = await DemonstrationSite.PostAsync(administrator, $"/luu-tru?lop=requests&tinh={province}", "propose", ("lop", "requests"), ("tinh", province));
        var proposal = sent.Headers.Location!.ToString().Split('?')[0];
        Assert.Contains("Bạn đã lập đề xuất này", await PageAsync(administrator, proposal), StringComparison.Ordinal);
        using (var own = await DemonstrationSite.PostAsync(administrator, proposal, "approve", ("chap-nhan", "thoi_han.du_lieu_xoa")))
        {
            Assert.NotNull(new Register(site.Database).Now().Person(AreaScope.All, free));
        }

        using var overseer = await site.LoggedInAsync("giamsat");
        using (var without = await DemonstrationSite.PostAsync(overseer, proposal, "approve"))
        {
            Assert.Equal(HttpStatusCode.OK, without.StatusCode);
        }

        using (var approved = await DemonstrationSite.PostAsync(overseer, proposal, "approve", ("chap-nhan", "thoi_han.du_lieu_xoa")))
        {
            Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        }

        Assert.Null(new Register(site.Database).Now().Person(AreaScope.All, free));
        var trace = await PageAsync(overseer, proposal);
        Assert.Contains("Đã xóa", trace, StringComparison.Ordinal);
        Assert.Contains("quantri", trace, StringComparison.Ordinal);
        Assert.Contains("Nội dung đã được xóa", await PageAsync(officer, asked), StringComparison.Ordinal);
        using var gone = await officer.GetAsync($"/nguoi/{free}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_proposal_of_another_province_is_not_there()
    {
        var other = RetentionDesk.Of(site.Database, RunningSite.Pack, AreaScope.Of(PlaceCode.Parse(site.Commune.Value.StartsWith("01", StringComparison.Ordinal) ? "79" : "01")));
        Assert.Empty(other.All());
        Assert.All(RetentionCodes.All, code => Assert.Empty(other.Due(RetentionCodes.Parse(code)).Items));
        using var overseer = await site.LoggedInAsync("giamsat");
        using var answer = await overseer.GetAsync("/luu-tru/x1-people");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private string Today => AnSinh.Storage.VietNamClock.TodayInVietNam(site.Database.Clock).ToString("d/M/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> OpenAsync(HttpClient officer, PersonId person)
    {
        using var sent = await DemonstrationSite.PostAsync(officer, $"/nguoi/{person}", "erasure", ("ma", $"xoa-{person}"), ("nguoi-yc-xoa", "người đó"));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        return sent.Headers.Location!.ToString().Split('?')[0];
    }

    private static async Task<string> PageAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
