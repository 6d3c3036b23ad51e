using System.Net.Mime;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Report;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using AnSinh.Web.Access;
using AnSinh.Web.Payroll;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Api;

public sealed record RunItem(string Id, string Area, string Month, DateOnly CutOff, string State, string LawPack, int Attempt, string Digest);

public sealed record RunTotal(string Id, Bilingual Name, int RegularLines, long Regular, int ArrearsLines, long Arrears);

public sealed record RunStepItem(int Sequence, string Step, string Actor, string At, string Reason);

/// <param name="Files">Names of the orders, where the caller may pay and the run was ordered.</param>
public sealed record RunFull(
    RunItem Run, int People, IReadOnlyList<RunTotal> Benefits, IReadOnlyList<RunTotal> Funds, int Receivables, long ReceivableAmount, IReadOnlyList<WeakItem> Weak, IReadOnlyList<RunStepItem> Steps, IReadOnlyList<string> Files);

/// <summary>A value known below grade verified, which whoever approves accepts by its id.</summary>
public sealed record WeakItem(string Id, string Grade, int Lines, long Amount);

public sealed record LineItem(string Id, string Person, string? Name, string Benefit, string Month, string Kind, long Due, long Amount, string Payee, string Grade, string Calculation, string Refs, string Reason);

/// <param name="Same">Whether the line is what it was frozen with.</param>
public sealed record LineFull(LineItem Line, string Run, bool Same, IReadOnlyList<ReasonItem> Because, IReadOnlyList<FactUsed> Facts, IReadOnlyList<ParameterItem> Parameters);

public sealed record ReasonItem(string Ref, string Model, string Decision, int Row, Bilingual Text);

public sealed record ParameterItem(string Id, Bilingual Value, string Ref, string Grade);

public sealed record RunAsked(string Area, string Month);

/// <param name="Step">check, approve, return, cancel, order or close.</param>
/// <param name="Accepted">approve: ids of the weak values that are accepted.</param>
/// <param name="PayerName">order: whose account is debited, the first time.</param>
public sealed record RunStepAsked(string Step, string? Reason = null, IReadOnlyList<string>? Accepted = null, string? PayerName = null, string? PayerAccount = null, string? PayerBank = null);

/// <param name="Content">A statement or report of a bank (camt.053, camt.054, pain.002) or the returned cash list, as text.</param>
public sealed record OutcomeAsked(string Name, string Content);

/// <summary>The month: read, drawn up, checked, approved, ordered, settled, closed; each step by who has the right, as on the pages.</summary>
internal static class PayrollApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/payroll/runs", List).Needs(Permission.ReadPayroll).Named("payroll.runs");
        api.MapPost("/payroll/runs", DrawUp).Needs(Permission.DrawUpPayroll).Changes().Named("payroll.draw-up");
        api.MapGet("/payroll/runs/{id}", (string id, ApiCall call) => Full(call, Find(call, Permission.ReadPayroll, id))).Needs(Permission.ReadPayroll).Named("payroll.run");
        api.MapGet("/payroll/runs/{id}/lines", Lines).Needs(Permission.ReadLines).Named("payroll.lines");
        api.MapGet("/payroll/runs/{id}/files/{name}", OrderedFile).Needs(Permission.PayPayroll).Named("payroll.file").Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Application.Xml);
        api.MapPost("/payroll/runs/{id}/steps", Step).Needs(Permission.ReadPayroll).Changes().Named("payroll.step");
        api.MapPost("/payroll/runs/{id}/outcomes", Settle).Needs(Permission.PayPayroll).Changes().Named("payroll.settle");
        api.MapGet("/payroll/lines/{id}", Line).Needs(Permission.ReadLines).Named("payroll.line");
    }

    private static ApiPage<RunItem> List(string? area, string? month, string? cursor, int? limit, ApiCall call)
    {
        var (scope, place) = (call.Scope(Permission.ReadPayroll), string.IsNullOrEmpty(area) ? (PlaceCode?)null : ApiCall.Place(area, "area"));
        BenefitMonth? on = string.IsNullOrEmpty(month) ? null : call.Month(month);
        var runs = ShowRun.All(call.Reading.Payroll).Where(run => RunWords.InScope(scope, run.Area) && (place is null || run.Area == place) && (on is null || run.Month == on)).OrderByDescending(run => run.Month).ThenBy(run => run.Area).ThenBy(run => run.Attempt).ToList();
        return Cursor.Read(cursor, call.Database).Cut(runs, Cursor.Size(limit), Item);
    }

    private static RunFull DrawUp(RunAsked asked, ApiCall call)
    {
        var area = ApiCall.Place(asked.Area, "area");
        return call.Me.May(Permission.DrawUpPayroll, area) ? Full(call, RunMonth.Execute(call.Payroll, new RunRequest(area, call.Month(asked.Month), call.Me.Login)).Run) : throw ApiException.NotFound();
    }

    private static ApiPage<LineItem> Lines(string id, string? cursor, int? limit, ApiCall call)
    {
        var run = Find(call, Permission.ReadLines, id);
        var at = Cursor.Read(cursor, call.Database);
        var (snapshot, scope) = (call.Register.At(at.Known), call.Scope(Permission.ReadLines));
        return at.Cut(ShowRun.Read(call.Reading.Payroll, run.Id).Content.Lines, Cursor.Size(limit), line => Item(line, snapshot.Person(scope, line.Person)));
    }

    private static LineFull Line(string id, ApiCall call)
    {
        LineExplanation found;
        try
        {
            found = ShowRun.Explain(call.Payroll, id);
        }
        catch (PayrollRefusedException)
        {
            throw ApiException.NotFound();
        }

        var scope = call.Scope(Permission.ReadLines);
        if (RunWords.Find(call.Reading.Payroll, scope, found.Run.Id) is null)
        {
            throw ApiException.NotFound();
        }

        return new LineFull(
            Item(found.Line, call.Register.Now().Person(scope, found.Line.Person)), found.Run.Id, found.Same,
            [.. (found.Entitlement?.Because ?? []).Select(row => new ReasonItem(row.Ref, row.Model, row.Decision, row.Row, row.Text))], [.. found.Entitlement?.Facts ?? []],
            [.. (found.Entitlement?.Parameters ?? []).Select(used => new ParameterItem(used.Id, used.Value, used.Ref, used.Grade.Code()))]);
    }

    private static RunFull Step(string id, RunStepAsked asked, ApiCall call)
    {
        var run = Find(call, Permission.ReadPayroll, id);
        var (book, actor, reason) = (call.Payroll, call.Me.Login, asked.Reason ?? "");
        PayrollRun May(Permission permission, Func<PayrollRun> step) => call.Me.May(permission, run.Area) ? step() : throw ApiException.Forbidden();
        return Full(call, asked.Step switch
        {
            "check" => May(Permission.DrawUpPayroll, () => CheckRun.Execute(book, id, actor, reason).Run),
            "approve" => May(Permission.ApprovePayroll, () => ApproveRun.Execute(book, id, actor, asked.Accepted ?? [], reason: reason)),
            "return" => May(Permission.ApprovePayroll, () => ReturnRun.Execute(book, id, actor, reason)),
            "cancel" => May(Permission.DrawUpPayroll, () => CancelRun.Execute(book, id, actor, reason)),
            "order" => May(Permission.PayPayroll, () => OrderRun.Execute(book, new OrderRequest(id, actor, Payer(asked), Reason: reason)).Run),
            "close" => May(Permission.PayPayroll, () => CloseRun.Execute(book, id, actor, reason)),
            _ => throw ApiException.Invalid("step", "Cần check, approve, return, cancel, order hoặc close.", "Expected check, approve, return, cancel, order or close."),
        });
    }

    private static Debtor? Payer(RunStepAsked asked) => asked is { PayerName: null, PayerAccount: null, PayerBank: null } ? null
        : asked is { PayerName: { Length: > 0 } name, PayerAccount: { Length: > 0 } account, PayerBank: { Length: > 0 } bank } ? new Debtor(name, account, bank)
        : throw ApiException.Invalid("payerName", "Cần đủ tên, số tài khoản và ngân hàng của bên chi.", "Expected the payer's name, account and bank, all three.");

    private static RunFull Settle(string id, IReadOnlyList<OutcomeAsked> files, ApiCall call)
    {
        Find(call, Permission.PayPayroll, id);
        if (files.Count == 0)
        {
            throw ApiException.Invalid("", "Cần ít nhất một tệp kết quả.", "Expected at least one file of outcomes.");
        }

        SettleRun.Execute(call.Payroll, id, call.Me.Login, [.. files.Select(file => new OutcomeFile(Path.GetFileName(file.Name), System.Text.Encoding.UTF8.GetBytes(file.Content)))]);
        return Full(call, Find(call, Permission.PayPayroll, id));
    }

    private static IResult OrderedFile(string id, string name, ApiCall call)
    {
        var run = Find(call, Permission.PayPayroll, id);
        return IsOrdered(run) && OrderRun.Execute(call.Payroll, new OrderRequest(run.Id, call.Me.Login)).Files.FirstOrDefault(file => file.Name == name) is { } found
            ? Results.File(found.Content, name.EndsWith(".xml", StringComparison.Ordinal) ? MediaTypeNames.Application.Xml : MediaTypeNames.Text.Csv, found.Name)
            : throw ApiException.NotFound();
    }

    private static bool IsOrdered(PayrollRun run) => run.State is RunState.Ordered or RunState.Settled or RunState.Closed;

    private static PayrollRun Find(ApiCall call, Permission permission, string id) => RunWords.Find(call.Reading.Payroll, call.Scope(permission), id) ?? throw ApiException.NotFound();

    private static RunFull Full(ApiCall call, PayrollRun run)
    {
        var report = MonthReport.Of(call.Reading.Payroll, run.Id);
        return new RunFull(
            Item(report.Run), report.People, [.. report.Benefits.Select(Total)], [.. report.Funds.Select(Total)], report.ReceivableCount, report.Receivables.Amount,
            [.. report.Weak.Select(weak => new WeakItem(weak.Id, weak.Grade.Code(), weak.Lines, weak.Amount.Amount))], [.. report.Steps.Select(step => new RunStepItem(step.Sequence, step.Step, step.Actor, step.RecordedAt, step.Reason))],
            IsOrdered(report.Run) && call.Me.May(Permission.PayPayroll, run.Area) ? [.. OrderRun.Execute(call.Payroll, new OrderRequest(run.Id, call.Me.Login)).Files.Select(file => file.Name)] : []);
    }

    private static RunTotal Total(ReportTotal total) => new(total.Id, total.Name, total.RegularLines, total.Regular.Amount, total.ArrearsLines, total.Arrears.Amount);

    private static RunItem Item(PayrollRun run) => new(run.Id, run.Area.Value, run.Month.ToString(), run.CutOff, run.State.Code(), run.LawPack, run.Attempt, run.Digest);

    private static LineItem Item(PayLine line, PersonRecord? person) => new(
        line.Id, line.Person.Value, person?.FullName, line.Benefit.Value, line.Month.ToString(), line.Kind == LineKind.Regular ? "regular" : "arrears", line.Due.Amount, line.Amount.Amount, line.Payee, line.Grade.Code(), line.Calculation,
        line.Refs, line.Reason);
}
