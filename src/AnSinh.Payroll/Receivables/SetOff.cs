namespace AnSinh.Payroll.Receivables;

/// <summary>
/// Taking a receivable out of what the same person is owed for other months. The law pack holds no rule that allows it for any benefit, so it is refused for all: money due is paid in full, and
/// the receivable stays open.
/// </summary>
public static class SetOff
{
    /// <exception cref="PayrollRefusedException">Always, with the reason.</exception>
    public static void Execute(PayrollBook book, string receivable)
    {
        using var connection = book.Connect();
        var open = ReceivableLife.Open(connection, receivable);
        throw new PayrollRefusedException(
            $"Bộ luật không có quy tắc cho phép bù trừ vào khoản được hưởng; còn phải thu {open.Total} đồng. Có thể thu hồi qua ngân hàng, thỏa thuận trả dần hoặc xóa nợ theo quyết định",
            $"The law pack has no rule that allows a set-off against what is due; {open.Total} đồng stay open. They can be recalled by the bank, paid in instalments or written off by decision", receivable);
    }
}
