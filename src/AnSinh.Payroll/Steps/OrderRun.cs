using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Banks;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Report;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>A file to hand over.</summary>
public sealed record OrderFile(string Name, byte[] Content, int Payments, Vnd Amount)
{
    /// <summary>The same as a page for print, for lists that people sign; null for messages to banks.</summary>
    public string? Page { get; init; }
}

/// <summary>How a run is ordered. <paramref name="Payer"/> may be left out when the area's is known from before; <paramref name="Execution"/> defaults to the first day of the month.</summary>
public sealed record OrderRequest(string RunId, string Actor, Debtor? Payer = null, DateOnly? Execution = null, CreditTransferLimits? Limits = null, string Reason = "");

/// <summary>
/// Sends a frozen run out: one payment a payee, by pain.001 to the payee's bank where there is an account with consent, otherwise on the cash list. Files are valid before they are handed
/// out. Asked again for an ordered run it writes the same files again.
/// </summary>
public static class OrderRun
{
    public static (PayrollRun Run, IReadOnlyList<OrderFile> Files) Execute(PayrollBook book, OrderRequest request)
    {
        using var write = book.Database.Begin(request.Actor, "payroll.order");
        var run = RunSteps.Require(write.Connection, request.RunId, "order", RunState.Approved, RunState.Ordered, RunState.Settled, RunState.Closed);
        var content = RunSteps.Content(write.Connection, run);
        var known = run.State == RunState.Approved ? write.Number : OrderedAt(write, run);
        var payer = Payer(write, run, request);
        var orders = Orders(book, write, run, content, known, request.Execution ?? run.Month.First);
        var messages = Messages(write, run, request, known, payer, orders);
        var files = messages.Select(message => message.File)
            .Concat(CashList(run, book, known, orders))
            .ToList();
        if (run.State != RunState.Approved)
        {
            RequireSame(write, run, messages);
            return (run, files);
        }

        var step = RunStore.Step(write, run, "order", RunState.Ordered, request.Reason);
        var postings = new Postings();
        var lines = content.Lines.ToDictionary(line => line.Id);
        var byPayment = messages.SelectMany(message => message.Transfers.Select(id => (id, message))).ToDictionary(pair => pair.id, pair => pair.message);
        foreach (var order in orders)
        {
            var message = byPayment.GetValueOrDefault(order.Payment);
            var items = order.Items.Select(item => (Item: item, Line: lines.GetValueOrDefault(item.Line) ?? ContentStore.Line(write.Connection, item.Line)!)).ToList();
            PaymentStore.Insert(
                write,
                new Payment
                {
                    Id = order.Payment,
                    RunId = run.Id,
                    Payee = order.Payee,
                    InCash = order.Account is null,
                    Bank = message?.Bank ?? "",
                    MessageId = message?.Id ?? "",
                    Amount = order.Amount,
                },
                items.Select(pair => (pair.Item, pair.Line.Bucket, pair.Line.Benefit)));
            foreach (var (item, line) in items)
            {
                postings.Post(line.Bucket, LedgerAccount.Payable, LedgerAccount.InTransit, line.Benefit, item.Parts);
            }
        }

        foreach (var message in messages)
        {
            write.Into("payroll_message", "message_id", "run_id", "bank", "file_name", "transactions", "amount", "digest")
                .Add(message.Id).Add(run.Id).Add(message.Bank).Add(message.File.Name).Add(message.File.Payments).Add(message.File.Amount.Amount)
                .Add(Digest(message)).Write();
            write.Audit("payroll.message", run.Id, $"{message.Id}|{message.Bank}|{message.File.Amount}");
        }

        postings.Write(write, run.Id, step);
        write.Commit();
        return (run with { State = RunState.Ordered }, files);
    }

    private static void RequireSame(WriteTransaction write, PayrollRun run, List<Message> messages)
    {
        var sent = write.Connection.Query<(string Id, string Digest)>("select message_id, digest from payroll_message where run_id = @Id", new { run.Id }).ToDictionary(row => row.Id, row => row.Digest);
        if (sent.Count != messages.Count || messages.Any(message => sent.GetValueOrDefault(message.Id) != Digest(message)))
        {
            throw new PayrollRefusedException(
                "Kỳ này đã lệnh chi với ngày, tài khoản hoặc giới hạn khác; tệp không ghi lại khác đi được", "The run was ordered with another day, payer or limit; its files cannot be written differently", run.Id);
        }
    }

    private static string Digest(Message message) => Convert.ToHexStringLower(SHA256.HashData(message.File.Content));

    private static KnowledgeNumber OrderedAt(WriteTransaction write, PayrollRun run) => new(write.Connection.ExecuteScalar<long>(
        "select known from payroll_step where run_id = @Id and step = 'order'", new { run.Id }));

    private static Debtor Payer(WriteTransaction write, PayrollRun run, OrderRequest request)
    {
        var known = write.Connection.Query<(string Name, string Account, string Bank)>(
            "select name, account, bank from payroll_payer where area = @area order by known desc limit 1", new { area = run.Area.Value })
            .Select(row => new Debtor(row.Name, row.Account, row.Bank)).SingleOrDefault();
        var payer = request.Payer ?? known ?? throw new PayrollRefusedException(
            "Chưa biết tài khoản chi trả của địa bàn: cần tên, số tài khoản và ngân hàng", "The paying account of the area is not known: name, account and bank are needed", run.Area.Value);
        if (payer != known && run.State == RunState.Approved)
        {
            write.Connection.Execute(
                "insert into payroll_payer (area, name, account, bank, known) values (@area, @Name, @Account, @Bank, @known)",
                new { area = run.Area.Value, payer.Name, payer.Account, payer.Bank, known = write.Number.Value });
            write.Audit("payroll.payer", run.Area.Value, $"{payer.Name}|{payer.Account}|{payer.Bank}");
        }

        return payer;
    }

    private sealed record Order(string Payment, string Payee, Vnd Amount, PayeeAccount? Account, IReadOnlyList<PaidItem> Items);

    private sealed record Message(string Id, string Bank, OrderFile File, IReadOnlyList<string> Transfers);

    /// <summary>One order a payee: the lines of the run and what is sent again, in the order of payees.</summary>
    private static List<Order> Orders(PayrollBook book, WriteTransaction write, PayrollRun run, RunContent content, KnowledgeNumber known, DateOnly day)
    {
        var items = content.Lines.Select(line => (line.Payee, Item: new PaidItem(line.Id, line.Parts)))
            .Concat(content.Carried.SelectMany(carried => carried.Items.Select(item => (carried.Payee, Item: item))))
            .GroupBy(pair => pair.Payee, pair => pair.Item, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        var payees = items.Select(group => new PersonId(group.Key)).ToHashSet();
        var accounts = book.Register.At(known).Accounts(AreaScope.All, payees, day);
        var bounced = Returns.BouncedAccounts.Of(book, write.Connection, known, accounts);
        return
        [
            .. items.Select(group => new Order(
                DerivedId.Payment(run.Id, group.Key), group.Key, Vnd.Sum(group.Select(item => item.Parts.Total)),
                accounts.TryGetValue(new PersonId(group.Key), out var account) && account.Consent is not null && !bounced.Contains(group.Key) ? account : null,
                [.. group.GroupBy(item => item.Line).Select(same => new PaidItem(same.Key, same.Aggregate(FundAmounts.None, (sum, item) => sum + item.Parts)))])),
        ];
    }

    private static List<Message> Messages(WriteTransaction write, PayrollRun run, OrderRequest request, KnowledgeNumber known, Debtor payer, List<Order> orders)
    {
        var created = DateTimeOffset.Parse(
            write.Connection.ExecuteScalar<string>("select recorded_at from knowledge where number = @number", new { number = known.Value })!, CultureInfo.InvariantCulture);
        var banked = orders.Where(order => order.Account is not null).ToList();
        var unknown = banked.Where(order => BankList.Find(order.Account!.Bank) is null).ToList();
        if (unknown.Count > 0)
        {
            throw new PayrollRefusedException([.. unknown.Select(order => new PayrollFault(
                $"Không có ngân hàng '{order.Account!.Bank}'; cần mã NAPAS, mã ngắn hoặc BIC", $"There is no bank '{order.Account!.Bank}'; expected its switch number, code or BIC", order.Payee))]);
        }

        var messages = new List<Message>();
        foreach (var bank in banked.GroupBy(order => BankList.Find(order.Account!.Bank)!.Bin).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var transfers = bank.Select(order => new CreditTransfer(
                order.Payment, order.Amount, bank.Key, order.Account!.Number, order.Account.Holder, $"Tro cap an sinh xa hoi thang {run.Month.Month:00}/{run.Month.Year}"));
            foreach (var (part, index) in CreditTransferWriter.Split(transfers, request.Limits ?? CreditTransferLimits.Default).Select((part, index) => (part, index + 1)))
            {
                var id = DerivedId.Message(run.Id, bank.Key, PayrollBook.Text($"{index}"));
                var message = new CreditTransferMessage(id, created, request.Execution ?? run.Month.First, payer, bank.Key, part);
                var name = PayrollBook.Text($"pain.001-{run.Area}-{run.Month}-{bank.Key}-{index:000}.xml");
                messages.Add(new Message(
                    id, bank.Key, new OrderFile(name, CreditTransferWriter.Write(message), part.Count, message.Total), [.. part.Select(transfer => transfer.EndToEndId)]));
            }
        }

        return messages;
    }

    /// <summary>The list for the payment point: reference, name, amount, and room for the outcome, which is read back by <see cref="SettleRun"/>.</summary>
    private static IEnumerable<OrderFile> CashList(PayrollRun run, PayrollBook book, KnowledgeNumber known, List<Order> orders)
    {
        var cash = orders.Where(order => order.Account is null).ToList();
        if (cash.Count == 0)
        {
            yield break;
        }

        var snapshot = book.Register.At(known);
        var text = new StringBuilder("reference,payee,name,amount,outcome,reason\n");
        var payments = new List<(string, string, Vnd)>();
        foreach (var order in cash)
        {
            var name = snapshot.Person(AreaScope.All, new PersonId(order.Payee))?.FullName ?? order.Payee;
            payments.Add((order.Payment, name, order.Amount));
            text.Append(CultureInfo.InvariantCulture, $"{order.Payment},{order.Payee},{Quoted(name)},{order.Amount.Amount},,\n");
        }

        yield return new OrderFile($"cash-{run.Area}-{run.Month}.csv", Encoding.UTF8.GetBytes(text.ToString()), cash.Count, Vnd.Sum(cash.Select(order => order.Amount))) { Page = CashListHtml.Write(run, payments) };
    }

    /// <summary>A field of a list that is opened in a spreadsheet: quoted where needed, and never a formula.</summary>
    internal static string Quoted(string field)
    {
        var safe = field.Length > 0 && "=+-@\t".Contains(field[0], StringComparison.Ordinal) ? "'" + field : field;
        return safe.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
