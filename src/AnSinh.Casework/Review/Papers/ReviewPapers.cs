using System.Globalization;
using AnSinh.Casework.Letters;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Sheets;
using AnSinh.Casework.Review.Steps;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Papers;

/// <summary>The papers of a round as it stands: written again at any time from what was recorded.</summary>
public sealed class ReviewPapers
{
    private static readonly Dictionary<string, string> Relations = new(StringComparer.Ordinal)
    {
        ["head"] = "chủ hộ", ["spouse"] = "vợ/chồng", ["child"] = "con", ["child_in_law"] = "con dâu/rể", ["parent"] = "cha/mẹ", ["sibling"] = "anh/chị/em", ["grandchild"] = "cháu",
    };

    private readonly ReviewBook _book;
    private readonly ReviewRound _round;
    private readonly ReviewCases _cases;
    private readonly RoundRegister _register;
    private readonly LetterOffice _office;
    private readonly FactDefinition _status;
    private readonly AssessmentForm _form;

    /// <param name="book">The reviews.</param>
    /// <param name="round">The round.</param>
    /// <param name="chair">Name of the commune chair who signs; empty where it is written by hand.</param>
    public ReviewPapers(ReviewBook book, ReviewRound round, string chair)
    {
        _book = book;
        _round = round;
        _cases = ReviewCases.Read(book, round);
        _register = RoundRegister.Read(book, round.Commune, book.Today);
        _office = AwardLetters.OfficeOf(round.Commune, chair);
        _status = book.Law.StatusDefinition;
        _form = book.Law.Form(round.Form);
    }

    /// <summary>Two copies of the minutes of each meeting (two are kept: Quyết định 24/2021/QĐ-TTg, Điều 4).</summary>
    public IReadOnlyList<ReviewFile> Minutes(string? village)
    {
        var agreements = ReviewRounds.Agreements(_book, _round).ToLookup(agreement => agreement.Known);
        var step = _book.Law.Procedure(_round).Step("meeting");
        var files = new List<ReviewFile>();
        foreach (var meeting in ReviewRounds.Meetings(_book, _round).Where(meeting => village is null || meeting.Village == village))
        {
            var rows = agreements[meeting.Known].Where(agreement => _cases.Find(agreement.Household)?.Listed.Village == meeting.Village).ToList();
            var paper = new ReviewPaper($"Biên bản họp {meeting.Village}");
            foreach (var copy in new[] { "Bản thứ nhất", "Bản thứ hai" })
            {
                paper.Sheet(_office, "/BB", meeting.HeldOn);
                paper.Title("BIÊN BẢN", $"Họp {meeting.Village} về kết quả rà soát hộ nghèo, hộ cận nghèo. {_round.Title(vietnamese: true)}");
                paper.Paragraph($"Hôm nay, ngày {LetterPage.Day(meeting.HeldOn)}, {meeting.Village}, {_office.Commune}, {_office.Province} họp thống nhất kết quả rà soát. Căn cứ: {step?.Ref}.");
                paper.Paragraph($"1. Chủ trì: {meeting.Chair}. Thư ký: {meeting.Secretary}. Số người dự họp: {meeting.Present}.");
                paper.Paragraph($"2. Kết quả ({rows.Count(row => row.Enough)} hộ được thống nhất, {rows.Count(row => !row.Enough)} hộ rà soát lại; cần ít nhất {step?.AgreementPercent}% người dự họp thống nhất):");
                paper.Table(
                    ["STT", "Chủ hộ", "Diện hiện tại", "Kết quả rà soát", "Số người thống nhất", "Ý kiến cuộc họp"],
                    rows.Select((row, index) => new[]
                    {
                        ReviewPaper.Number(index + 1), ReviewPaper.Cell(_register.HeadName(row.Household)), ReviewPaper.Cell(Name(_cases.Find(row.Household)!.Listed.StatusBefore)), ReviewPaper.Cell(Name(row.Status)),
                        ReviewPaper.Number(row.Agreed), ReviewPaper.Cell(row.Enough ? "thống nhất" : "rà soát lại"),
                    }));
                paper.Paragraph($"3. Ý kiến khác: {(meeting.Note.Length == 0 ? "không" : meeting.Note)}.");
                paper.Paragraph($"Biên bản lập thành 02 bản, 01 bản lưu ở thôn, 01 bản gửi Ban Chỉ đạo rà soát cấp xã. {copy}.");
                paper.Sign(("THƯ KÝ", meeting.Secretary), ("ĐẠI DIỆN HỘ DÂN", ""), ("CHỦ TRÌ", meeting.Chair));
            }

            files.Add(ReviewFile.Of(string.Create(CultureInfo.InvariantCulture, $"bien-ban-{SheetLayout.Slug(meeting.Village)}-{meeting.HeldOn:yyyyMMdd}.html"), paper.End()));
        }

        return files;
    }

    /// <summary>The page that is posted: village, head and result; nothing else of the household.</summary>
    public IReadOnlyList<ReviewFile> Posting(string? village)
    {
        var step = _book.Law.Procedure(_round).Step("posting");
        return
        [
            .. _cases.All.Where(one => one.Posting is { } posting && posting.Status == one.Proposal?.Status && (village is null || one.Listed.Village == village))
                .GroupBy(one => (one.Listed.Village, one.Posting!.PostedOn, one.Posting.Until)).Select(group =>
                {
                    var paper = new ReviewPaper($"Niêm yết {group.Key.Village}");
                    paper.Sheet(_office, "/TB-UBND", group.Key.PostedOn);
                    paper.Title("THÔNG BÁO", $"Niêm yết công khai kết quả rà soát hộ nghèo, hộ cận nghèo. {group.Key.Village}");
                    paper.Paragraph($"{_round.Title(vietnamese: true)}. Niêm yết từ ngày {LetterPage.Day(group.Key.PostedOn)} đến hết ngày {LetterPage.Day(group.Key.Until)} (ngày làm việc; {step?.Ref}).");
                    paper.Table(
                        ["STT", "Chủ hộ", "Kết quả rà soát"],
                        group.Select((one, index) => new[] { ReviewPaper.Number(index + 1), ReviewPaper.Cell(_register.HeadName(one.Listed.Household)), ReviewPaper.Cell(Name(one.Posting!.Status)) }));
                    paper.Paragraph($"Ai không đồng ý với kết quả này gửi ý kiến, nêu rõ lý do, đến Ủy ban nhân dân {LetterPage.Lower(_office.Commune)} trong thời gian niêm yết; hộ được phúc tra trước khi quyết định.");
                    paper.Sign(("", ""), ("TM. BAN CHỈ ĐẠO RÀ SOÁT", ""));
                    return ReviewFile.Of(string.Create(CultureInfo.InvariantCulture, $"niem-yet-{SheetLayout.Slug(group.Key.Village)}-{group.Key.PostedOn:yyyyMMdd}.html"), paper.End());
                }),
        ];
    }

    /// <summary>The decision with its list.</summary>
    public IReadOnlyList<ReviewFile> Decision(string? number) =>
    [
        .. Decided(null, number).GroupBy(one => one.Decision!.Number).Select(group =>
        {
            var first = group.First().Decision!;
            var (recognised, left, others) = (group.Where(one => one.Decision!.Certificate.Length > 0).ToList(), group.Where(one => one.Decision!.Outcome == "left").ToList(), group.Where(one => one.Decision!.Outcome is "refused" or "unchanged").ToList());
            var paper = new ReviewPaper($"Quyết định {group.Key}");
            paper.Sheet(_office, group.Key, first.DecidedOn);
            paper.Title("QUYẾT ĐỊNH", $"Về việc công nhận hộ nghèo, hộ cận nghèo. {_round.Title(vietnamese: true)}");
            paper.Heading($"CHỦ TỊCH ỦY BAN NHÂN DÂN {_office.Commune.ToUpperInvariant()}");
            paper.Basis("Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;");
            foreach (var basis in LetterPage.BasisOf(_book.Law.Pack, [_book.Law.Procedure(_round).Ref, _form.Ref]))
            {
                paper.Basis(basis);
            }

            paper.Basis("Xét kết quả rà soát, biên bản họp thôn và kết quả niêm yết công khai.");
            paper.Heading("QUYẾT ĐỊNH:");
            paper.Article(1, $"Công nhận {Counts(recognised)}, {Valid(first)} (danh sách kèm theo). Hộ được công nhận nhận giấy chứng nhận.");
            paper.Article(2, left.Count == 0 ? "Không có hộ nào thôi thuộc diện hộ nghèo, hộ cận nghèo." : $"{left.Count} hộ không còn thuộc diện hộ nghèo, hộ cận nghèo từ ngày {LetterPage.Day(first.Valid.From!.Value)} (danh sách kèm theo).");
            paper.Article(3, others.Count == 0 ? "Không có hộ đề nghị nào không được công nhận." : $"Không công nhận {others.Count} hộ; lý do được báo riêng cho từng hộ.");
            paper.Article(4, "Công chức phụ trách giảm nghèo, trưởng các thôn và các hộ có tên chịu trách nhiệm thi hành. Quyết định có hiệu lực từ ngày ký./.");
            paper.Sign(("", ""), ("CHỦ TỊCH", _office.ChairName));
            paper.Annex();
            paper.Title("DANH SÁCH", $"Kèm theo Quyết định số {group.Key} ngày {LetterPage.Day(first.DecidedOn)}");
            paper.Table(
                ["STT", "Thôn", "Chủ hộ", "Diện trước", "Diện được quyết định", "Số giấy chứng nhận"],
                group.Where(one => one.Decision!.Outcome is not ("refused" or "unchanged")).Select((one, index) => new[]
                {
                    ReviewPaper.Number(index + 1), ReviewPaper.Cell(one.Listed.Village), ReviewPaper.Cell(_register.HeadName(one.Listed.Household)), ReviewPaper.Cell(Name(one.Listed.StatusBefore)),
                    ReviewPaper.Cell(Name(one.Decision!.Status)), ReviewPaper.Cell(one.Decision.Certificate),
                }));
            return ReviewFile.Of($"quyet-dinh-{SheetLayout.Slug(group.Key.Replace('/', ' '))}.html", paper.End());
        }),
    ];

    /// <summary>Certificates of poor and near-poor households, one a page.</summary>
    public IReadOnlyList<ReviewFile> Certificates(string? village, string? number) =>
    [
        .. Decided(village, number).Where(one => one.Decision!.Certificate.Length > 0).GroupBy(one => one.Listed.Village).Select(group =>
        {
            var paper = new ReviewPaper($"Giấy chứng nhận {group.Key}");
            foreach (var one in group)
            {
                var decision = one.Decision!;
                paper.Sheet(_office, decision.Certificate, decision.DecidedOn, framed: true);
                paper.Title("GIẤY CHỨNG NHẬN", Name(decision.Status).ToUpper(CultureInfo.GetCultureInfo("vi")));
                paper.Paragraph($"Chủ tịch Ủy ban nhân dân {LetterPage.Lower(_office.Commune)} chứng nhận hộ của {HeadInFull(one, decision.DecidedOn)} là {Name(decision.Status)}, {Valid(decision)}, theo Quyết định số {decision.Number} ngày {LetterPage.Day(decision.DecidedOn)}.");
                paper.Table(
                    ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Quan hệ với chủ hộ", "Dân tộc"],
                    (_register.Find(one.Listed.Household)?.Members ?? []).Select((member, index) => new[]
                    {
                        ReviewPaper.Number(index + 1), ReviewPaper.Cell(member.Person.FullName), ReviewPaper.Cell(member.Person.Born.Earliest.Year.ToString(CultureInfo.InvariantCulture)),
                        ReviewPaper.Cell(member.Person.Sex == Sex.Male ? "nam" : "nữ"), ReviewPaper.Cell(Relations.GetValueOrDefault(member.Relation, "")), ReviewPaper.Cell(member.Person.EthnicGroup),
                    }));
                paper.Sign(("", ""), ("CHỦ TỊCH", _office.ChairName));
            }

            paper.Annex();
            paper.Check("Mẫu giấy chứng nhận chính thức (Phụ lục Thông tư 07/2021/TT-BLĐTBXH) chưa đọc được; bố cục ở đây là của chương trình.");
            return ReviewFile.Of($"giay-chung-nhan-{SheetLayout.Slug(group.Key)}.html", paper.End());
        }),
    ];

    /// <summary>A letter to each household: recognised, left, refused, with the reasons.</summary>
    public IReadOnlyList<ReviewFile> Letters(string? village, string? number) =>
    [
        .. Decided(village, number).GroupBy(one => one.Listed.Village).Select(group =>
        {
            var paper = new ReviewPaper($"Thông báo {group.Key}");
            foreach (var one in group)
            {
                WriteLetter(paper, one, one.Decision!);
            }

            return ReviewFile.Of($"thong-bao-{SheetLayout.Slug(group.Key)}.html", paper.End());
        }),
    ];

    private void WriteLetter(ReviewPaper paper, ReviewCase one, ReviewDecision decision)
    {
        paper.Sheet(_office, "/TB-UBND", decision.DecidedOn);
        paper.Title("THÔNG BÁO", "Về việc kết quả rà soát hộ nghèo, hộ cận nghèo");
        paper.Paragraph($"Kính gửi: {HeadInFull(one, decision.DecidedOn)}.");
        paper.Paragraph(decision.Outcome switch
        {
            "recognised" => $"Hộ được công nhận là {Name(decision.Status)}, {Valid(decision)}, theo Quyết định số {decision.Number} ngày {LetterPage.Day(decision.DecidedOn)}. Giấy chứng nhận số {decision.Certificate}.",
            "kept" => $"Hộ tiếp tục là {Name(decision.Status)}, {Valid(decision)}, theo Quyết định số {decision.Number} ngày {LetterPage.Day(decision.DecidedOn)}. Giấy chứng nhận số {decision.Certificate}.",
            "changed" => $"Hộ chuyển từ {Name(one.Listed.StatusBefore)} sang {Name(decision.Status)}, {Valid(decision)}, theo Quyết định số {decision.Number} ngày {LetterPage.Day(decision.DecidedOn)}. Giấy chứng nhận số {decision.Certificate}.",
            "left" => $"Hộ không còn là {Name(one.Listed.StatusBefore)} từ ngày {LetterPage.Day(decision.Valid.From!.Value)}, theo Quyết định số {decision.Number} ngày {LetterPage.Day(decision.DecidedOn)}.",
            "refused" => $"Ủy ban nhân dân đã xem xét giấy đề nghị{(one.Listed.AskedOn is { } day ? $" ngày {LetterPage.Day(day)}" : "")}. Hộ chưa được công nhận là hộ nghèo, hộ cận nghèo.",
            _ => "Hộ không thuộc diện hộ nghèo, hộ cận nghèo; không có gì thay đổi.",
        });
        paper.Paragraph("Lý do:");
        foreach (var reason in one.Proposal?.Because ?? [])
        {
            paper.Paragraph("- " + reason);
        }

        paper.Paragraph($"- Kết quả rà soát ngày {LetterPage.Day(one.Assessment!.AssessedOn)}: {Found(one.Assessment)}.");
        paper.Paragraph($"Nếu không đồng ý, ông/bà có quyền khiếu nại {DecisionLetter.TimeToObject(_book.Law.Pack, one.Decision!.DecidedOn, "thông báo này")} tại Ủy ban nhân dân {LetterPage.Lower(_office.Commune)}./.");
        paper.Sign(("", ""), ("CHỦ TỊCH", _office.ChairName));
    }

    /// <summary>What the assessment found, in one line: amounts and scores, and what the household lacks.</summary>
    private string Found(ReviewAssessment assessment)
    {
        var numbers = _form.Asks.Where(fact => fact.Type == FactType.Number && assessment.Answers.ContainsKey(fact.Code)).Select(fact => $"{LetterPage.Lower(fact.Label.Vi)} {fact.Say(assessment.Answers[fact.Code], vietnamese: true)}");
        var lacks = _form.Parts[^1].Asks.Where(fact => assessment.Answers.GetValueOrDefault(fact.Code) == "true").Select(fact => LetterPage.Lower(fact.Label.Vi)).ToList();
        return string.Join("; ", numbers.Append(lacks.Count == 0 ? "không thiếu hụt chỉ số nào" : $"{lacks.Count} chỉ số thiếu hụt ({string.Join(", ", lacks)})"));
    }

    private IEnumerable<ReviewCase> Decided(string? village, string? number) =>
        _cases.All.Where(one => one.Decision is { } decision && (village is null || one.Listed.Village == village) && (number is null || decision.Number == number));

    private string HeadInFull(ReviewCase one, DateOnly on) => _register.Find(one.Listed.Household)?.Head is { } head
        ? new LetterPerson(head.FullName, head.Born, head.Sex, $"{one.Listed.Village}, {_office.Commune}, {_office.Province}").InFull(on)
        : $"hộ {one.Listed.Household}, {one.Listed.Village}, {_office.Commune}";

    private string Counts(List<ReviewCase> recognised) => recognised.Count == 0 ? "không hộ nào" : string.Join(", ", recognised.GroupBy(one => one.Decision!.Status).OrderBy(group => _status.Rank(group.Key)).Select(group => $"{group.Count()} {Name(group.Key)}"));

    private string Name(string status) => status.Length == 0 ? "chưa có" : _status.Say(status, vietnamese: true);

    private static string Valid(ReviewDecision decision) => decision.Valid.To is { } to
        ? $"từ ngày {LetterPage.Day(decision.Valid.From!.Value)} đến hết ngày {LetterPage.Day(to)}"
        : $"từ ngày {LetterPage.Day(decision.Valid.From!.Value)}";
}
