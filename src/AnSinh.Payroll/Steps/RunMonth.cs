using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Storage.Audit;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>What is asked for. Without <paramref name="CutOff"/> the day the law sets; <paramref name="Takeover"/> only for the first run of an area (default: the run's month).</summary>
public sealed record RunRequest(PlaceCode Area, BenefitMonth Month, string Actor, DateOnly? CutOff = null, BenefitMonth? Takeover = null, string Reason = "");

/// <summary>A run and what it says; <paramref name="Existed"/> when the same run was there already and nothing was written.</summary>
public sealed record RunResult(PayrollRun Run, RunContent Content, bool Existed);

/// <summary>
/// Draws up the list of a month (draft). Asked again with the same cut-off and law it answers with the run that is there, so that it can be repeated after an interruption;
/// what was recorded later on the cut-off day belongs to the next run, unless this one is cancelled and drawn up again.
/// </summary>
public static class RunMonth
{
    /// <summary>Other commits may come between reading and writing; then it reads again.</summary>
    private const int Attempts = 5;

    /// <exception cref="PayrollRefusedException">The month is not the next, another run is open, or the cut-off is not possible.</exception>
    public static RunResult Execute(PayrollBook book, RunRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (TryOnce(book, request) is { } result)
            {
                return result;
            }

            if (attempt == Attempts)
            {
                throw new PayrollRefusedException("Cơ sở dữ liệu đang được ghi liên tục; hãy chạy lại", "The database is being written all the time; run again");
            }
        }
    }

    private static RunResult? TryOnce(PayrollBook book, RunRequest request)
    {
        var cutOff = request.CutOff ?? book.CutOffOf(request.Month);
        var books = book.Database.Current();
        var registry = book.Database.NumberAt(cutOff);
        using var connection = book.Connect();
        var previous = Previous(connection, book, request, cutOff, out var existing);
        if (existing is not null)
        {
            return new RunResult(existing, ContentStore.Read(connection, existing.Id), Existed: true);
        }

        var known = TakeoverStore.Read(connection, request.Area);
        var takeover = Takeover(request, known);
        var attempt = RunStore.Attempts(connection, request.Area, request.Month) + 1;
        var run = new PayrollRun
        {
            Id = DerivedId.Run(request.Area.Value, request.Month.ToString(), Database.Iso(cutOff), book.Pack.Hash, registry.ToString(), PayrollBook.Text($"{attempt}")),
            Area = request.Area,
            Month = request.Month,
            CutOff = cutOff,
            LawPack = book.Pack.Hash,
            RegistryNumber = registry,
            BooksNumber = books,
            PreviousRun = previous?.Id,
            Attempt = attempt,
            Digest = "",
            State = RunState.Draft,
        };
        var content = RunContentJson.Ordered(RunBuilder.Build(new InputReader(book, connection).Read(run, takeover), book.Pack));
        run = run with { Digest = RunContentJson.Digest(content) };

        using var write = book.Database.Begin(request.Actor, "payroll.run");
        if (write.Number != books.Next)
        {
            return null;
        }

        if (known is null)
        {
            TakeoverStore.Write(write, request.Area, null, takeover.Default);
        }

        try
        {
            RunStore.Insert(write, run);
            ContentStore.Write(write, run.Id, content);
            RunStore.Step(write, run, "run", RunState.Draft, request.Reason);
        }
        catch (DbException) when (PaidByOthers(connection, run, content) is { Count: > 0 } faults)
        {
            throw new PayrollRefusedException(faults);
        }

        foreach (var bucket in content.Lines.GroupBy(line => Bucket.Of(line.Person)).OrderBy(bucket => bucket.Key.Value))
        {
            var lines = new MerkleTree();
            foreach (var line in bucket)
            {
                lines.Add($"{line.Id}|{line.Parts}|{line.Explanation}");
            }

            write.Audit("payroll.lines", $"{run.Id}/{bucket.Key.Value}", lines);
        }

        write.Commit();
        return new RunResult(run, content, Existed: false);
    }

    private static PayrollRun? Previous(
        DbConnection connection, PayrollBook book, RunRequest request, DateOnly cutOff, out PayrollRun? existing)
    {
        existing = null;
        if (RunStore.Of(connection, request.Area, request.Month) is { } same)
        {
            if (same.CutOff == cutOff && same.LawPack == book.Pack.Hash)
            {
                existing = same;
                return null;
            }

            throw new PayrollRefusedException(
                $"Tháng {request.Month} của {request.Area} đã có kỳ chi trả ({same.State.Vi()}, chốt {same.CutOff:dd/MM/yyyy}) với ngày chốt hoặc bộ luật khác; muốn lập lại thì hủy kỳ đó khi chưa duyệt",
                $"{request.Month} of {request.Area} already has a run ({same.State.Code()}, cut-off {same.CutOff:yyyy-MM-dd}) with another cut-off or law pack; to draw it up again cancel it before it is approved",
                same.Id);
        }

        var last = RunStore.Last(connection, request.Area);
        if (last is null)
        {
            return null;
        }

        if (request.Month != last.Month.Next)
        {
            throw new PayrollRefusedException(
                $"Kỳ gần nhất của {request.Area} là tháng {last.Month}; kỳ tiếp theo phải là {last.Month.Next}, không phải {request.Month}",
                $"The last run of {request.Area} is {last.Month}; the next must be {last.Month.Next}, not {request.Month}", last.Id);
        }

        if (!last.State.IsFrozen())
        {
            throw new PayrollRefusedException(
                $"Kỳ tháng {last.Month} chưa được duyệt ({last.State.Vi()}); duyệt hoặc hủy kỳ đó trước", $"The run of {last.Month} is not approved ({last.State.Code()}); approve or cancel it first", last.Id);
        }

        if (cutOff < last.CutOff)
        {
            throw new PayrollRefusedException(
                $"Ngày chốt {cutOff:dd/MM/yyyy} trước ngày chốt của kỳ trước {last.CutOff:dd/MM/yyyy}", $"The cut-off {cutOff:yyyy-MM-dd} lies before that of the run before, {last.CutOff:yyyy-MM-dd}", last.Id);
        }

        return last;
    }

    /// <summary>Months that another area's run, not approved yet, pays as well: the guard of the database has let nothing through.</summary>
    private static List<PayrollFault> PaidByOthers(DbConnection connection, PayrollRun run, RunContent content)
    {
        var others = connection.Query<(string Person, string Benefit, string Run)>(
            "select l.person_id, l.benefit, l.run_id from payroll_line l where l.kind = 'regular' and l.live = 1 and l.month = @month and l.run_id <> @id", new { month = run.Month.ToString(), id = run.Id })
            .ToLookup(row => (row.Person, row.Benefit), row => row.Run);
        return
        [
            .. content.Lines.Where(line => line.Kind == LineKind.Regular).SelectMany(line => others[(line.Person.Value, line.Benefit.Value)].Select(other => new PayrollFault(
                $"Kỳ {other} chưa duyệt cũng chi {line.Benefit} tháng {line.Month} cho {line.Person}: duyệt hoặc hủy kỳ đó trước",
                $"Run {other}, not approved yet, pays {line.Benefit} of {line.Month} to {line.Person} too: approve or cancel it first", line.Person.Value))),
        ];
    }

    private static Takeover Takeover(RunRequest request, Takeover? known)
    {
        if (known is not null && request.Takeover is { } asked && asked != known.Default)
        {
            throw new PayrollRefusedException(
                $"{request.Area} đã tiếp quản từ tháng {known.Default}; không đổi thành {asked} được", $"{request.Area} was taken over from {known.Default}; it cannot become {asked}");
        }

        if (request.Takeover > request.Month)
        {
            throw new PayrollRefusedException(
                $"Tháng tiếp quản {request.Takeover} sau tháng chi trả {request.Month}", $"The takeover {request.Takeover} lies after the month {request.Month}");
        }

        return known ?? new Takeover(request.Takeover ?? request.Month, new Dictionary<BenefitId, BenefitMonth>());
    }
}
