using AnSinh.Law;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Store;

namespace AnSinh.Payroll.Receivables;

/// <summary>
/// Gives up a receivable by a decision of two people: one proposes it with the decision's number, another confirms. Until then it stays open.
/// </summary>
public static class WriteOff
{
    /// <param name="book">The payroll.</param>
    /// <param name="receivable">Id of an approved receivable.</param>
    /// <param name="amount">Đồng, at most what is open; null for all of it.</param>
    /// <param name="actor">Who proposes.</param>
    /// <param name="decision">Number of the decision; needed.</param>
    /// <exception cref="PayrollRefusedException">Not approved, more than is open, no decision, or proposed already.</exception>
    public static void Propose(PayrollBook book, string receivable, Vnd? amount, string actor, string decision)
    {
        using var write = book.Database.Begin(actor, "payroll.receivable");
        var open = ReceivableLife.Open(write.Connection, receivable);
        var parts = ReceivableLife.Take(open, amount ?? open.Total, receivable);
        if (decision.Length == 0)
        {
            throw new PayrollRefusedException("Cần số quyết định xóa nợ", "The number of the decision is needed", receivable);
        }

        if (Proposed(ReceivableStore.Actions(write.Connection, receivable)) is { } already)
        {
            throw new PayrollRefusedException($"{already.Actor} đã đề nghị xóa {already.Amount} đồng", $"{already.Actor} has proposed to write off {already.Amount} đồng already", receivable);
        }

        ReceivableStore.Action(write, receivable, "write_off_proposed", parts.Total, decision);
        write.Commit();
    }

    /// <summary>Another person confirms what was proposed: it is written off and posted.</summary>
    /// <returns>What is still open.</returns>
    /// <exception cref="PayrollRefusedException">Nothing is proposed, the same person, or less is open by now.</exception>
    public static Vnd Confirm(PayrollBook book, string receivable, string actor)
    {
        using var write = book.Database.Begin(actor, "payroll.receivable");
        var open = ReceivableLife.Open(write.Connection, receivable);
        var proposed = Require(ReceivableStore.Actions(write.Connection, receivable), receivable);
        if (string.Equals(proposed.Actor, actor, StringComparison.OrdinalIgnoreCase))
        {
            throw new PayrollRefusedException($"{actor} đã đề nghị xóa khoản này: người khác phải xác nhận", $"{actor} proposed this write-off: somebody else must confirm it", receivable);
        }

        var parts = ReceivableLife.Take(open, proposed.Amount, receivable);
        ReceivableStore.Action(write, receivable, "write_off_confirmed", proposed.Amount, proposed.Reason);
        Recover.Post(write, receivable, "written_off", LedgerAccount.WrittenOff, parts, $"{proposed.Reason} ({proposed.Actor}, {actor})");
        write.Commit();
        return open.Total - parts.Total;
    }

    /// <summary>Turns a proposal down, with a reason. The receivable stays open.</summary>
    public static void Refuse(PayrollBook book, string receivable, string actor, string reason)
    {
        using var write = book.Database.Begin(actor, "payroll.receivable");
        var proposed = Require(ReceivableStore.Actions(write.Connection, receivable), receivable);
        if (reason.Length == 0)
        {
            throw new PayrollRefusedException("Cần lý do", "A reason is needed", receivable);
        }

        ReceivableStore.Action(write, receivable, "write_off_refused", proposed.Amount, reason);
        write.Commit();
    }

    private static ReceivableAction Require(IReadOnlyList<ReceivableAction> actions, string receivable) => Proposed(actions)
        ?? throw new PayrollRefusedException("Chưa ai đề nghị xóa khoản này", "Nobody has proposed to write this off", receivable);

    /// <summary>The proposal that waits for an answer; null when none does.</summary>
    private static ReceivableAction? Proposed(IReadOnlyList<ReceivableAction> actions) =>
        actions.LastOrDefault(action => action.Kind.StartsWith("write_off", StringComparison.Ordinal)) is { Kind: "write_off_proposed" } last ? last : null;
}
