using System.CommandLine;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Deadlines;
using AnSinh.Casework.Cases.Documents;
using static AnSinh.Cli.Commands.Cases.CaseCommands;

namespace AnSinh.Cli.Commands.Cases;

/// <summary>The steps of a case, each saved by itself.</summary>
internal static class StepCommands
{
    public static Command Answer()
    {
        var fact = new Option<string>("--fact") { Description = "thông tin, hoặc nguồn với --source / the fact, or the source with --source", Required = true };
        var value = new Option<string?>("--value") { Description = "giá trị; để trống: chưa biết / the value; none: not known" };
        var about = new Option<string?>("--about") { Description = "về ai (mặc định: người đề nghị) / about whom" };
        var household = new Option<bool>("--of-household") { Description = "thông tin của hộ / a fact about the household" };
        var source = new Option<bool>("--source") { Description = "câu hỏi chung của một nguồn; --value none: không có gì / the question for all of a source" };
        var since = new Option<string?>("--since") { Description = "từ ngày / since" };
        var evidence = new Option<string>("--evidence") { Description = "giấy tờ chứng minh / the paper that shows it", DefaultValueFactory = _ => "" };
        var command = With(new Command("answer", "ghi một câu trả lời / save one answer") { fact, value, about, household, source, since, evidence });
        command.SetAction(parse => Step(parse, (book, id, actor, version) =>
        {
            var subject = parse.GetValue(household) || (parse.GetValue(source) && parse.GetValue(about) is null) ? null
                : parse.GetValue(about) is { } named ? PersonOf(book, named).Id : book.Case(id).Header.Person;
            return AnswerQuestion.Execute(
                book, id, new Answered(parse.GetValue(fact)!, subject, parse.GetValue(source), parse.GetValue(value), DayOf(parse, since), "survey", parse.GetValue(evidence)!), actor, version);
        }));
        return command;
    }

    public static Command Attach()
    {
        var file = new Argument<FileInfo>("file") { Description = "PDF, JPEG, PNG, Word, Excel" };
        var shows = new Option<string>("--shows") { Description = "chứng minh điều gì / what it shows", DefaultValueFactory = _ => "" };
        var command = With(new Command("attach", "đính kèm giấy tờ / attach a document"));
        command.Arguments.Add(file);
        command.Options.Add(shows);
        command.SetAction(parse => Step(parse, (book, id, actor, version) =>
            CaseDocuments.Attach(book, id, parse.GetValue(file)!.Name, parse.GetValue(shows)!, Content(parse.GetValue(file)!), actor, version)));
        return command;
    }

    public static Command AskPapers()
    {
        var papers = new Option<string[]>("--paper") { Description = "giấy tờ cần bổ sung / papers wanted", Required = true, AllowMultipleArgumentsPerToken = true };
        var command = With(new Command("ask-papers", "yêu cầu bổ sung giấy tờ; đồng hồ dừng / ask for papers; the clock stops") { papers, Text });
        command.SetAction(parse => Step(parse, (book, id, actor, version) => CaseSteps.AskPapers(book, id, parse.GetValue(papers)!, parse.GetValue(Text)!, actor, version)));
        return command;
    }

    public static Command Papers()
    {
        var certificate = new Option<string?>("--certificate") { Description = "ngày cấp giấy xác nhận / day of the certificate" };
        var command = With(new Command("papers", "đã nhận giấy tờ bổ sung / the papers came") { certificate, Text });
        command.SetAction(parse => Step(parse, (book, id, actor, version) => CaseSteps.ReceivePapers(book, id, parse.GetValue(Text)!, DayOf(parse, certificate), actor, version)));
        return command;
    }

    public static Command TakeUp()
    {
        var complicated = new Option<bool>("--complicated") { Description = "vụ việc phức tạp / complicated" };
        var remote = new Option<bool>("--remote") { Description = "vùng sâu, vùng xa / remote area" };
        var late = new Option<string>("--late-because") { Description = "trở ngại khách quan nếu đã hết thời hiệu / what kept the person, where the time ran out", DefaultValueFactory = _ => "" };
        var command = With(new Command("take-up", "thụ lý khiếu nại / take an objection up") { complicated, remote, late });
        command.SetAction(parse => Step(parse, (book, id, actor, version) =>
            ComplaintCase.TakeUp(book, id, new TakenUp(parse.GetValue(complicated), parse.GetValue(remote)), parse.GetValue(late)!, actor, version)));
        return command;
    }

    public static Command Reject()
    {
        var command = With(new Command("reject", "không thụ lý khiếu nại / do not take an objection up") { Reason });
        command.SetAction(parse => Step(parse, (book, id, actor, version) => ComplaintCase.NotTakeUp(book, id, parse.GetValue(Reason)!, actor, version)));
        return command;
    }

    public static Command Propose()
    {
        var outcome = new Option<string>("--outcome") { Description = "khi luật để lựa chọn: suspend, keep, change, refuse, merge, apart, upheld, overturned, answered", DefaultValueFactory = _ => "" };
        var unproven = new Option<bool>("--refuse-unproven") { Description = "từ chối điều không chứng minh được / refuse what nobody could prove" };
        var command = With(new Command("propose", "trình: kết quả do luật tính / propose: the law works out the result") { outcome, Reason, unproven });
        command.SetAction(parse => Step(parse, (book, id, actor, version) => CaseSteps.Propose(book, id, new CaseProposal(parse.GetValue(outcome)!, parse.GetValue(Reason)!, parse.GetValue(unproven)), actor, version)));
        return command;
    }

    public static Command Post()
    {
        var place = new Option<string>("--place") { Description = "nơi niêm yết / where", DefaultValueFactory = _ => "Trụ sở Ủy ban nhân dân xã" };
        var command = With(new Command("post", "niêm yết khi luật yêu cầu / post where the law asks for it") { place });
        command.SetAction(parse => Step(parse, (book, id, actor, version) => Postings.Post(book, id, parse.GetValue(place)!, actor, version)));
        return command;
    }

    public static Command Return()
    {
        var command = With(new Command("return", "trả lại để làm rõ / return to the officer") { Reason });
        command.SetAction(parse => Step(parse, (book, id, actor, version) => CaseSteps.Return(book, id, parse.GetValue(Reason)!, actor, version)));
        return command;
    }

    public static Command Decide()
    {
        var number = new Option<string>("--number") { Description = "số quyết định / number of the decision", Required = true };
        var on = new Option<string?>("--on") { Description = "ngày ký (mặc định hôm nay) / day of signing (default today)" };
        var command = With(new Command("decide", "quyết định (không phải người lập) / decide (not who prepared)") { number, on, Reason });
        command.SetAction(parse => Step(parse, (book, id, actor, version) =>
            CaseSteps.Decide(book, id, new CaseDecision(parse.GetValue(number)!, DayOf(parse, on) ?? book.Today, parse.GetValue(Reason)!), actor, version)));
        return command;
    }

    public static Command Withdraw()
    {
        var command = With(new Command("withdraw", "rút hồ sơ / take the request back") { Reason });
        command.SetAction(parse => Step(parse, (book, id, actor, version) => CaseSteps.Withdraw(book, id, parse.GetValue(Reason)!, actor, version)));
        return command;
    }

    /// <summary>A file's bytes; one larger than what is taken is not read to its end.</summary>
    private static byte[] Content(FileInfo file) => file.Length > DocumentType.MostBytes ? new byte[DocumentType.MostBytes + 1] : File.ReadAllBytes(file.FullName);

    private static Command With(Command command)
    {
        command.Arguments.Insert(0, Id);
        foreach (var option in new Option[] { VersionSeen, Area, Json })
        {
            command.Options.Add(option);
        }

        return command;
    }
}
