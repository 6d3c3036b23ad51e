using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Storage;

namespace AnSinh.Payroll.Steps;

/// <summary>
/// Which run a request comes to, before anything of it is computed: its id, the numbers it reads at, the run before. <paramref name="IsFirst"/> when the area has no takeover yet; <paramref name="Existing"/>
/// when the same run is there already.
/// </summary>
internal sealed record RunPlan(PayrollRun Run, Takeover Takeover, bool IsFirst, PayrollRun? Existing)
{
    /// <exception cref="PayrollRefusedException">The month is not the next, another run is open, or the cut-off is not possible.</exception>
    public static RunPlan Of(PayrollBook book, DbConnection connection, RunRequest request)
    {
        var cutOff = request.CutOff ?? book.CutOffOf(request.Month);
        var books = book.Database.Current();
        var registry = book.Database.NumberAt(cutOff);
        var previous = Previous(connection, book, request, cutOff, out var existing);
        var known = TakeoverStore.Read(connection, request.Area);
        var takeover = existing is null ? TakeoverOf(request, known) : known!;
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
        return new RunPlan(run, takeover, known is null, existing);
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

    private static Takeover TakeoverOf(RunRequest request, Takeover? known)
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
