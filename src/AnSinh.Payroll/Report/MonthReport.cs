using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Store;
using AnSinh.Storage.Audit;

namespace AnSinh.Payroll.Report;

/// <summary>Lines and đồng of one benefit, or of one fund.</summary>
public sealed record ReportTotal(string Id, Bilingual Name, int RegularLines, Vnd Regular, int ArrearsLines, Vnd Arrears)
{
    public Vnd Total => Regular + Arrears;
}

/// <summary>Arrears for one earlier month and reason.</summary>
public sealed record ArrearsMonth(BenefitMonth Month, string Reason, int Lines, Vnd Amount);

/// <summary>A month as its report prints it.</summary>
public sealed record MonthReport
{
    public required PayrollRun Run { get; init; }
    public required IReadOnlyList<RunStep> Steps { get; init; }
    public required int People { get; init; }
    public required IReadOnlyList<ReportTotal> Benefits { get; init; }
    public required IReadOnlyList<ReportTotal> Funds { get; init; }
    public required MonthBridge Bridge { get; init; }
    public required IReadOnlyList<ArrearsMonth> Arrears { get; init; }
    public required int ReceivableCount { get; init; }
    public required Vnd Receivables { get; init; }

    /// <summary>Receivables settled by this run: taken back because the month is due after all, or kept from payments that came back.</summary>
    public required Vnd Recovered { get; init; }
    public required IReadOnlyList<UnpaidAward> Unpaid { get; init; }
    public required IReadOnlyList<WeakEvidence> Weak { get; init; }

    /// <summary>What the ids of <see cref="Weak"/> stand for: the name of a parameter, or of the benefit whose rule it is.</summary>
    public required IReadOnlyDictionary<string, string> WeakNames { get; init; }

    /// <summary>Stands for everything recorded before the report, so that whoever holds a printed copy can hold history against it; null before the first seal.</summary>
    public required AuditDigest? Sealed { get; init; }

    public static MonthReport Of(PayrollBook book, string runId)
    {
        using var connection = book.Connect();
        var run = RunSteps.Require(connection, runId);
        var content = RunSteps.Content(connection, run);
        var weak = RunTally.Of(content.Lines).Weak;
        var arrears = content.Lines.Where(line => line.Kind == LineKind.Arrears).ToList();
        return new MonthReport
        {
            Run = run,
            Steps = RunStore.Steps(connection, runId),
            People = content.Lines.Select(line => line.Person).Distinct().Count(),
            Benefits =
            [
                .. content.Lines.GroupBy(line => line.Benefit).OrderBy(group => book.Pack.Benefits.Find(group.Key)?.Order ?? int.MaxValue)
                    .Select(group => Total(group.Key.Value, book.Pack.Benefits.Find(group.Key)?.Name ?? new(group.Key.Value, group.Key.Value), group.Select(line => (line.Kind, line.Amount)))),
            ],
            Funds =
            [
                .. content.Lines.SelectMany(line => line.Parts.Parts.Select(part => (part.Fund, line.Kind, part.Amount))).GroupBy(part => part.Fund).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Total(group.Key, FundName(book.Pack, group.Key), group.Select(part => (part.Kind, part.Amount)))),
            ],
            Bridge = content.Bridge,
            Arrears =
            [
                .. arrears.GroupBy(line => (line.Month, line.Reason)).OrderBy(group => group.Key.Month).ThenBy(group => group.Key.Reason, StringComparer.Ordinal)
                    .Select(group => new ArrearsMonth(group.Key.Month, group.Key.Reason, group.Count(), Vnd.Sum(group.Select(line => line.Amount)))),
            ],
            ReceivableCount = content.Receivables.Count,
            Receivables = Vnd.Sum(content.Receivables.Select(claim => claim.Amount)),
            Recovered = Vnd.Sum(content.Cancelled.Select(one => one.Parts.Total).Concat(content.Recovered.Select(one => one.Parts.Total))),
            Unpaid = content.Unpaid,
            Weak = weak,
            WeakNames = weak.ToDictionary(one => one.Id, one => NameOf(book.Pack, one.Id)),
            Sealed = AuditChain.Last(connection)?.Digest,
        };
    }

    private static ReportTotal Total(string id, Bilingual name, IEnumerable<(LineKind Kind, Vnd Amount)> lines)
    {
        var all = lines.ToList();
        var regular = all.Where(line => line.Kind == LineKind.Regular).Select(line => line.Amount).ToList();
        var arrears = all.Where(line => line.Kind == LineKind.Arrears).Select(line => line.Amount).ToList();
        return new ReportTotal(id, name, regular.Count, Vnd.Sum(regular), arrears.Count, Vnd.Sum(arrears));
    }

    private static string NameOf(LawPack pack, string weak) => weak.StartsWith("rule:", StringComparison.Ordinal)
        ? pack.Benefits.Find(new BenefitId(weak["rule:".Length..])) is { } benefit ? $"Quy tắc: {benefit.Name.Vi} ({benefit.Ref})" : weak
        : pack.Parameters.Find(weak)?.Name.Vi ?? weak;

    private static Bilingual FundName(LawPack pack, string fund) =>
        pack.Benefits.Programmes.SelectMany(programme => programme.Funds).FirstOrDefault(known => known.Id == fund)?.Name ?? new(fund, fund);
}
