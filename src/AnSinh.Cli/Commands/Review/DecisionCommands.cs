using System.CommandLine;
using System.Globalization;
using AnSinh.Casework.Review;
using AnSinh.Casework.Review.Papers;
using AnSinh.Casework.Review.Steps;
using AnSinh.Law;

namespace AnSinh.Cli.Commands.Review;

/// <summary><c>meeting</c>, <c>post</c>, <c>object</c>, <c>decide</c> and <c>papers</c>: from the village meeting to the decision.</summary>
internal static class DecisionCommands
{
    private static readonly Option<string> ChairName = new("--chair-name") { Description = "họ tên chủ tịch để in / the chair's name for print", DefaultValueFactory = _ => "" };

    public static Command Meeting()
    {
        var chair = new Option<string>("--chair") { Description = "người chủ trì / who chairs", Required = true };
        var secretary = new Option<string>("--secretary") { Description = "thư ký / secretary", Required = true };
        var present = new Option<int>("--present") { Description = "số người dự / people present", Required = true };
        var agreed = new Option<int?>("--agreed") { Description = "số người thống nhất, cho mọi hộ / how many agreed, for every household" };
        var votes = new Option<string[]>("--vote") { Description = "MÃ_HỘ=SỐ thống nhất riêng một hộ / ID=COUNT for one household", AllowMultipleArgumentsPerToken = true };
        var village = new Option<string>("--village") { Description = "tên thôn / village", Required = true };
        var command = new Command("meeting", "ghi biên bản họp thôn / record a village meeting")
        {
            ReviewCommands.Round, village, ReviewCommands.On, chair, secretary, present, agreed, votes, ReviewCommands.Note, ReviewCommands.Area, ReviewCommands.Out,
        };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            var round = ReviewCommands.RoundOf(parse, book);
            var of = parse.GetValue(village)!;
            var result = RecordMeeting.Execute(book, round, new MeetingRecord(
                of, ReviewCommands.DayOf(parse, book), parse.GetValue(chair)!.Trim(), parse.GetValue(secretary)!.Trim(), parse.GetValue(present), parse.GetValue(agreed), VotesOf(parse.GetValue(votes) ?? []),
                parse.GetValue(ReviewCommands.Note)!), Session.Actor(parse));
            ReviewCommands.Write(parse, new ReviewPapers(book, round, "").Minutes(of));
            Say.Note($"{result.Agreed} hộ được thống nhất, {result.Again} hộ rà soát lại", $"{result.Agreed} households agreed to, {result.Again} to be assessed again");
            return result.Again > 0 ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    public static Command Post()
    {
        var place = new Option<string>("--place") { Description = "nơi niêm yết / where", DefaultValueFactory = _ => "Trụ sở Ủy ban nhân dân xã, nhà văn hóa thôn" };
        var command = new Command("post", "niêm yết công khai kết quả / post the results") { ReviewCommands.Round, ReviewCommands.Village, ReviewCommands.On, place, ReviewCommands.Area, ReviewCommands.Out };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            var round = ReviewCommands.RoundOf(parse, book);
            var village = parse.GetValue(ReviewCommands.Village);
            var (households, until) = PostResults.Execute(book, round, village, ReviewCommands.DayOf(parse, book), parse.GetValue(place)!, Session.Actor(parse));
            ReviewCommands.Write(parse, new ReviewPapers(book, round, "").Posting(village));
            Say.Note($"{households} hộ, niêm yết đến hết {until:dd/MM/yyyy}", $"{households} households, posted until {until:yyyy-MM-dd}");
            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Object()
    {
        var household = new Option<string>("--household") { Description = "mã hộ / household id", Required = true };
        var from = new Option<string>("--from") { Description = "ai khiếu nại (để trống nếu không nêu tên) / who objects", DefaultValueFactory = _ => "" };
        var reason = new Option<string>("--reason") { Description = "nội dung / what it says", Required = true };
        var command = new Command("object", "nhận khiếu nại kết quả niêm yết, phúc tra / take an objection") { ReviewCommands.Round, household, ReviewCommands.On, from, reason, ReviewCommands.Area };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            RaiseObjection.Execute(
                book, ReviewCommands.RoundOf(parse, book), new HouseholdId(parse.GetValue(household)!), ReviewCommands.DayOf(parse, book), parse.GetValue(from)!, parse.GetValue(reason)!, Session.Actor(parse));
            Say.Note("Đã ghi; hộ phải được phúc tra trước khi quyết định ('review forms --again').", "Recorded; the household is to be examined again before it is decided ('review forms --again').");
            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Decide()
    {
        var number = new Option<string>("--number") { Description = "số quyết định, ví dụ 12/QĐ-UBND / number of the decision", Required = true };
        var ready = new Option<bool>("--ready-only") { Description = "chỉ quyết định các hộ đã đủ bước / only those that are ready" };
        var command = new Command("decide", "chủ tịch quyết định (không phải người lập) / the chair decides (not who prepared)")
        {
            ReviewCommands.Round, ReviewCommands.Village, ReviewCommands.On, number, ready, ReviewCommands.Area, ReviewCommands.Out, ChairName,
        };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            var round = ReviewCommands.RoundOf(parse, book);
            var of = parse.GetValue(number)!.Trim();
            var decided = DecideRound.Execute(book, round, parse.GetValue(ReviewCommands.Village), of, ReviewCommands.DayOf(parse, book), parse.GetValue(ready), Session.Actor(parse));
            var papers = new ReviewPapers(book, round, parse.GetValue(ChairName)!);
            ReviewCommands.Write(parse, [.. papers.Decision(of), .. papers.Certificates(null, of), .. papers.Letters(null, of)]);
            Say.Note(
                string.Join(", ", decided.GroupBy(one => one.Status).Select(group => $"{group.Count()} {book.Law.StatusDefinition.Say(group.Key, vietnamese: true)}")),
                string.Join(", ", decided.GroupBy(one => one.Status).Select(group => $"{group.Count()} {book.Law.StatusDefinition.Say(group.Key, vietnamese: false)}")));
            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Papers()
    {
        var kind = new Option<string[]>("--kind") { Description = "minutes, posting, decision, certificates, letters; mặc định tất cả / default all", AllowMultipleArgumentsPerToken = true };
        kind.AcceptOnlyFromAmong("minutes", "posting", "decision", "certificates", "letters");
        var command = new Command("papers", "ghi lại giấy tờ của đợt / write the papers of a round again") { ReviewCommands.Round, ReviewCommands.Village, kind, ReviewCommands.Area, ReviewCommands.Out, ChairName };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            var (round, village, kinds) = (ReviewCommands.RoundOf(parse, book), parse.GetValue(ReviewCommands.Village), parse.GetValue(kind) ?? []);
            var papers = new ReviewPapers(book, round, parse.GetValue(ChairName)!);
            bool Wanted(string one) => kinds.Length == 0 || kinds.Contains(one);
            ReviewCommands.Write(
                parse,
                [
                    .. Wanted("minutes") ? papers.Minutes(village) : [], .. Wanted("posting") ? papers.Posting(village) : [], .. Wanted("decision") ? papers.Decision(null) : [],
                    .. Wanted("certificates") ? papers.Certificates(village, null) : [], .. Wanted("letters") ? papers.Letters(village, null) : [],
                ]);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Dictionary<HouseholdId, int> VotesOf(string[] votes)
    {
        var counts = new Dictionary<HouseholdId, int>();
        var faults = new List<ReviewFault>();
        foreach (var vote in votes)
        {
            var at = vote.LastIndexOf('=');
            if (at < 1 || !int.TryParse(vote.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || !counts.TryAdd(new HouseholdId(vote[..at]), count))
            {
                faults.Add(new($"--vote {vote}: cần dạng MÃ_HỘ=SỐ, mỗi hộ một lần", $"--vote {vote}: expected ID=COUNT, each household once"));
            }
        }

        ReviewRefusedException.ThrowIfAny(faults);
        return counts;
    }
}
