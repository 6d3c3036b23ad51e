using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Life;
using AnSinh.Law;
using AnSinh.Registry;
using Xunit;
using Xunit.Abstractions;

namespace AnSinh.Web.Tests.Dossiers;

/// <summary>
/// Ten matters of a commune from the counter to the decision, in a real browser, by keyboard alone, without the site's script, at 320 px. The keys of the officer and of the chair are counted and have a bound:
/// a page that grows longer to walk through fails here. The counts stand in docs/web.md.
/// </summary>
[Collection(DemonstrationSite.Collection)]
public sealed class TenDossiersTests(DemonstrationSite site, Offices offices, ITestOutputHelper output) : IClassFixture<Offices>
{
    private RegistrySnapshot Now => new Register(site.Database).Now();

    private AreaScope Scope => AreaScope.Of(site.Commune);

    [Fact]
    public async Task New_application_from_the_counter_to_the_award()
    {
        var person = Offices.Alone(site, "Đinh Thị Xuyến", "1946");
        var officer = await offices.AtAsync(site, "canbo");
        await officer.OpenAsync("/");
        await officer.TypeAsync("#tim", "dinh thi xuyen");
        await officer.EnterAsync();
        await officer.GoAsync($"a[href='/nguoi/{person}']");
        await officer.GoAsync($"a[href='/nguoi/{person}/de-nghi-huong']");
        await officer.ToAsync("input[name=khoan]");
        await officer.PressAsync("Space");
        await officer.GoAsync("main form button[type=submit]");
        await ProposeAsync(officer);
        var (chair, file) = await DecideAsync(officer, "101/QĐ-UBND");
        Assert.Equal("grant", file.Decision!.Outcome);
        Assert.Equal(AwardState.Granted, Now.Awards(Scope, person).Single().State);
        Assert.True(await chair.Page.Locator($"a[href^='/ho-so/{file.Id}/thu/quyet-dinh-']").CountAsync() == 1);
        Count("new application", officer, chair, 56);
    }

    [Fact]
    public async Task Refusal_says_why_and_what_would_make_it_a_yes()
    {
        var person = Offices.Alone(site, "Hoàng Văn Tẻo", "1954-03-02", Sex.Male);
        var officer = await offices.AtAsync(site, "canbo");
        await officer.OpenAsync($"/nguoi/{person}/de-nghi-huong");
        await officer.PickAsync("#khoan-khac", "htxh.70_74");
        await officer.GoAsync("main form button[type=submit]");
        await AnswerNoAsync(officer);
        await ProposeAsync(officer);
        var (chair, file) = await DecideAsync(officer, "102/TB-UBND");
        Assert.Equal("refuse", file.Decision!.Outcome);
        Assert.NotEmpty(file.Contents<Proposed>().Last().Items.Single().Nearest);
        Assert.Contains("Sẽ được xem xét lại khi", await chair.TextAsync("#ket-qua"), StringComparison.Ordinal);
        Assert.Equal(AwardState.Refused, Now.Awards(Scope, person).Single().State);
        Count("refusal", officer, chair, 54);
    }

    [Fact]
    public async Task Change_of_address_ends_the_award_here_and_opens_a_case_there()
    {
        var person = Offices.Alone(site, "Bùi Thị Nhài", "1945");
        Offices.Award(site, person, "htxh.75");
        var there = PlaceDirectory.VietNam.CommunesOn(Offices.Book(site).Today).First(place => place.Province.Value == "04");
        var officer = await offices.AtAsync(site, "canbo");
        await officer.OpenAsync($"/nguoi/{person}");
        await officer.UnfoldAsync("details:has(form #xa-moi) summary");
        await officer.PickAsync("#tinh-moi", "04");
        await officer.TypeAsync("#xa-moi", PersonName.Fold(there.Name));
        await officer.TypeAsync("#ngay-chuyen", "01/06/2026");
        await officer.GoAsync("form:has(#xa-moi) button[type=submit]");
        var (chair, file) = await DecideAsync(officer, "103/QĐ-UBND");
        var next = new CaseBook(site.Database, RunningSite.Pack, AreaScope.Of(there.Code)).Case(Assert.Single(file.Decision!.Follows));
        Assert.Equal((CaseKind.Application, CaseStage.Received), (next.Kind, next.Stage));
        Assert.Equal(AwardState.Ended, new Register(site.Database).Now().Awards(AreaScope.All, person).MaxBy(stretch => stretch.From)!.State);
        Count("change of address", officer, chair, 46);
    }

    [Fact]
    public async Task Death_ends_the_award_with_its_paper()
    {
        var person = Offices.Alone(site, "Bùi Thị Lụa", "1944");
        Offices.Award(site, person, "htxh.75");
        var officer = await offices.AtAsync(site, "canbo");
        await officer.OpenAsync($"/nguoi/{person}");
        await officer.UnfoldAsync("details:has(form #ngay-chet) summary");
        await officer.TypeAsync("#ngay-chet", "5/6/2026");
        await officer.TypeAsync("#nguoi-bao", "con trai");
        await officer.AttachAsync("#trich-luc");
        await officer.GoAsync("form:has(#ngay-chet) button[type=submit]");
        var (chair, _) = await DecideAsync(officer, "104/QĐ-UBND");
        Assert.Equal(new DateOnly(2026, 6, 5), Now.Person(Scope, person)!.Died);
        Assert.Equal(AwardState.Ended, Now.Awards(Scope, person).MaxBy(stretch => stretch.From)!.State);
        Count("death", officer, chair, 32);
    }

    [Fact]
    public async Task Late_certificate_stops_the_clock_and_is_taken_when_it_comes()
    {
        var person = Offices.Alone(site, "Đinh Văn Chẩn", "1980-05-05", Sex.Male);
        var file = Offices.Apply(site, person, "tgxh.6.nang");
        var officer = await offices.AtAsync(site, "canbo");
        await officer.OpenAsync($"/ho-so/{file.Id}");
        await officer.UnfoldAsync("details:has(#can-them) summary");
        await officer.TypeAsync("#can-them", "Giay xac nhan khuyet tat");
        await officer.GoAsync("form:has(#can-them) button[type=submit]");
        Assert.Equal((CaseStage.Waiting, null), (Offices.Book(site).Case(file.Id).Stage, Offices.Book(site).Case(file.Id).Clock));
        await officer.TypeAsync("#da-nhan", "ban goc");
        await officer.TypeAsync("#ngay-cap", "10/6/2026");
        await officer.GoAsync("form:has(#da-nhan) button[type=submit]");
        await officer.OpenAsync($"/ho-so/{file.Id}?hoi=disability_level");
        await officer.ChooseAsync("tra-loi", "severe");
        await officer.TypeAsync("#tu-ngay", "10/6/2026");
        await officer.TypeAsync("#can-cu", "GXN 5/2026");
        await officer.GoAsync("#cau-hoi button[type=submit]");
        await AnswerNoAsync(officer);
        await ProposeAsync(officer);
        var (chair, decided) = await DecideAsync(officer, "105/QĐ-UBND");
        Assert.Equal("grant", decided.Decision!.Outcome);
        Assert.Equal(new DateOnly(2026, 6, 10), Now.Awards(Scope, person).Single().Certificate);
        Count("late certificate", officer, chair, 58);
    }

    [Fact]
    public async Task Returned_payment_is_cured_by_another_account()
    {
        var person = Offices.Alone(site, "Bùi Thị Sen", "1943");
        var officer = await offices.AtAsync(site, "canbo");
        await officer.OpenAsync($"/nguoi/{person}");
        await officer.GoAsync($"a[href='/nguoi/{person}/sua?loai=tai-khoan']");
        await officer.PickAsync("#ngan-hang", "970405");
        await officer.TypeAsync("#so-tk", "3402205012345");
        await officer.TypeAsync("#giay", "Don de nghi");
        await officer.GoAsync("main form button[type=submit]");
        var (chair, _) = await DecideAsync(officer, "");
        Assert.Equal("970405", Now.Accounts(Scope, new HashSet<PersonId> { person }, Offices.Book(site).Today)[person].Bank);
        Count("returned payment", officer, chair, 44);
    }

    [Fact]
    public async Task Duplicate_is_compared_side_by_side_and_merged_by_two_people()
    {
        var first = Offices.Alone(site, "Quách Thị Ngần Vàng", "1947-03-10");
        var second = RegisterAgain(first, "QUACH THI NGAN VANG");
        var officer = await offices.AtAsync(site, "canbo");
        await officer.OpenAsync("/trung-nguoi");
        var pair = await officer.Page.Locator("tbody a", new() { HasText = "Quách Thị Ngần Vàng" }).First.GetAttributeAsync("href");
        await officer.GoAsync($"a[href='{pair}']");
        Assert.Contains("giống", await officer.TextAsync("table"), StringComparison.Ordinal);
        await officer.ChooseAsync("ket-qua", "first");
        await officer.TypeAsync("#ly-do", "cung mot nguoi");
        await officer.GoAsync("#ket-luan button[type=submit]");
        var (chair, _) = await DecideAsync(officer, "107/QĐ-UBND");
        Assert.Equal(Now.Person(Scope, first)!.Id, Now.Person(Scope, second)!.Id);
        Count("duplicate", officer, chair, 28);
    }

    [Fact]
    public async Task Person_without_papers_is_registered_and_served()
    {
        var officer = await offices.AtAsync(site, "canbo");
        await officer.OpenAsync("/nguoi-moi");
        await officer.GoAsync("main form button[type=submit]");
        Assert.Contains("chỗ cần sửa", await officer.TextAsync(".errors"), StringComparison.Ordinal);
        officer.Begin();
        await officer.OpenAsync("/nguoi-moi");
        await officer.TypeAsync("#ten", "Sung Thi Pla");
        await officer.TypeAsync("#sinh", "1946");
        await officer.ChooseAsync("gioi", "nu");
        await officer.TypeAsync("#thon", "Xom 3");
        await officer.TypeAsync("#can-cu", "truong thon");
        await officer.GoAsync("main form button[type=submit]");
        var person = new PersonId(officer.Path.Split('/')[^1]);
        Assert.Equal(IdentityNumberKind.Provisional, Now.Numbers(Scope, person).Single().Kind);
        await officer.GoAsync($"a[href='/nguoi/{person}/de-nghi-huong']");
        await officer.GoAsync("main form button[type=submit]");
        await AnswerNoAsync(officer);
        await ProposeAsync(officer);
        var (chair, file) = await DecideAsync(officer, "108/QĐ-UBND");
        Assert.Equal("grant", file.Decision!.Outcome);
        Count("person without papers", officer, chair, 56);
    }

    [Fact]
    public async Task Objection_is_examined_by_another_and_the_decision_made_again()
    {
        var person = Offices.Alone(site, "Trần Văn Đại", "1954-03-02", Sex.Male);
        Offices.Award(site, person, "htxh.70_74");
        var refused = Offices.LastOf(site, person, CaseKind.Application);
        var officer = await offices.AtAsync(site, "canbo");
        await officer.OpenAsync($"/ho-so/{refused.Id}");
        await officer.UnfoldAsync("#khieu-nai summary");
        await officer.TypeAsync("#nguoi-kn", "Tran Van Dai");
        await officer.TypeAsync("#ly-do-kn", "Ho toi la ho ngheo");
        await officer.GoAsync("#khieu-nai button[type=submit]");
        await officer.GoAsync("#thu-ly form button[type=submit]");
        var objection = officer.Path;
        await officer.ChooseAsync("ket-luan", "overturned");
        await officer.TypeAsync("#nhan-xet", "ho ngheo");
        await officer.GoAsync("#trinh button[type=submit]");
        Assert.Contains("người khác phải xác minh", await officer.TextAsync(".errors"), StringComparison.Ordinal);
        Assert.Equal("ho ngheo", await officer.Page.Locator("#nhan-xet").InputValueAsync());

        var second = await offices.AtAsync(site, "canbo2");
        await second.OpenAsync(objection);
        await second.ChooseAsync("ket-luan", "overturned");
        await second.TypeAsync("#nhan-xet", "QD 5/2026 cong nhan ho ngheo");
        await second.GoAsync("#trinh button[type=submit]");
        var (chair, file) = await DecideAsync(second, "109/QĐ-GQKN");
        var again = Offices.Book(site).Case(Assert.Single(file.Decision!.Follows));
        Assert.Equal((CaseKind.Application, CaseStage.Received), (again.Kind, again.Stage));
        Count("objection", second, chair, 20);
    }

    [Fact]
    public async Task Resumption_pays_again_what_was_suspended()
    {
        var person = Offices.Alone(site, "Bùi Thị Mận", "1942");
        var award = Offices.Award(site, person, "htxh.75");
        using (var commit = new Register(site.Database).Begin("nhap", "test"))
        {
            commit.SuspendAward(award, new BenefitMonth(2026, 7), "không nhận tiền");
            commit.Commit();
        }

        var officer = await offices.AtAsync(site, "canbo");
        await officer.OpenAsync($"/nguoi/{person}");
        await officer.UnfoldAsync("#viec-khac summary");
        await officer.GoAsync($"form:has(input[name=quyet-dinh][value='{award}']) button[type=submit]");
        var (chair, file) = await DecideAsync(officer, "110/QĐ-UBND");
        Assert.Equal("resume", file.Decision!.Outcome);
        Assert.Equal(AwardState.Resumed, Now.Awards(Scope, person).MaxBy(stretch => stretch.From)!.State);
        Count("resumption", officer, chair, 30);
    }

    private PersonId RegisterAgain(PersonId seen, string name)
    {
        var book = Offices.Book(site);
        return AnSinh.Casework.Cases.Intake.RegisterArrival.Execute(
            book, new(new PersonDetails(name, BirthDate.Parse("1947"), Sex.Female), null, site.Commune, "Xóm 2", null, "head", book.Today, "Trưởng thôn"), new HashSet<PersonId> { seen }, "canbo").Person;
    }

    /// <summary>Answers what the rules ask with the weakest claim: no.</summary>
    private static async Task AnswerNoAsync(Desk officer)
    {
        for (var question = 0; question < 12 && await officer.Page.Locator("#cau-hoi form").CountAsync() > 0; question++)
        {
            var values = await officer.Page.Locator("#cau-hoi input[name=tra-loi]").EvaluateAllAsync<string[]>("inputs => inputs.map(input => input.value)");
            if (values.Length < 2)
            {
                await officer.TypeAsync("input#tra-loi", "0");
            }
            else
            {
                await officer.ChooseAsync("tra-loi", values.Where(value => value != "?").Last());
            }

            await officer.GoAsync("#cau-hoi button[type=submit]");
        }
    }

    private static Task ProposeAsync(Desk officer) => officer.GoAsync("#trinh button[type=submit]");

    /// <summary>The chair finds the case on the list of the day and signs; who prepared it is offered nothing to sign.</summary>
    private async Task<(Desk Chair, CaseFile File)> DecideAsync(Desk officer, string number)
    {
        Assert.Contains("xong=proposed", officer.Page.Url, StringComparison.Ordinal);
        Assert.Equal(0, await officer.Page.Locator("#quyet-dinh").CountAsync());
        var (address, chair) = (officer.Path, await offices.AtAsync(site, "chutich"));
        await chair.OpenAsync("/ho-so");
        await chair.GoAsync($"a[href='{address}']");
        if (number.Length > 0)
        {
            await chair.TypeAsync("#so-qd", number);
        }

        await chair.GoAsync("#quyet-dinh form button[type=submit]");
        var said = await chair.TextAsync();
        Assert.True(said.Contains("Đã quyết định", StringComparison.Ordinal), said);
        var file = Offices.Book(site).Case(address.Split('/')[^1]);
        Assert.Equal(CaseStage.Decided, file.Stage);
        return (chair, file);
    }

    private void Count(string dossier, Desk officer, Desk chair, int bound)
    {
        output.WriteLine($"| {dossier} | {officer.Keys} + {officer.Characters} | {chair.Keys} + {chair.Characters} |");
        Assert.InRange(officer.Keys, 1, bound);
        Assert.InRange(chair.Keys, 1, 32);
    }
}
