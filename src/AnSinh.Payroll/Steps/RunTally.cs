using System.Text.RegularExpressions;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;

namespace AnSinh.Payroll.Steps;

/// <summary>What the approver must accept by name: a parameter (or a benefit's rule) known only below grade verified, with the lines and đồng that rest on it.</summary>
public sealed record WeakEvidence(string Id, EvidenceGrade Grade, int Lines, Vnd Amount);

/// <summary>What the lines of a run come to, counted as they go by: amounts by bucket, benefit and fund, and what they rest on below grade verified.</summary>
public sealed partial class RunTally
{
    private readonly Dictionary<(Bucket Bucket, BenefitId Benefit, FundAmounts Parts), long> _amounts = [];
    private readonly Dictionary<(string Parameters, BenefitId Benefit, EvidenceGrade Grade), IReadOnlyList<(string Id, EvidenceGrade Grade)>> _weakOf = [];
    private readonly SortedDictionary<string, (EvidenceGrade Grade, int Lines, Vnd Amount)> _weak = new(StringComparer.Ordinal);

    /// <summary>Parameters below grade verified on which lines rest, and benefits whose lines are weaker than all their parameters (a rule or instrument is in doubt).</summary>
    public IReadOnlyList<WeakEvidence> Weak => [.. _weak.Select(pair => new WeakEvidence(pair.Key, pair.Value.Grade, pair.Value.Lines, pair.Value.Amount))];

    public static RunTally Of(IEnumerable<PayLine> lines)
    {
        var tally = new RunTally();
        foreach (var line in lines)
        {
            tally.Add(line);
        }

        return tally;
    }

    public void Add(PayLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var key = (line.Bucket, line.Benefit, line.Parts);
        _amounts[key] = _amounts.GetValueOrDefault(key) + 1;
        if (line.Grade > EvidenceGrade.Verified)
        {
            foreach (var (id, grade) in WeakOf(line))
            {
                var known = _weak.GetValueOrDefault(id);
                _weak[id] = (EvidenceGrades.Weaker(known.Grade, grade), known.Lines + 1, known.Amount + line.Amount);
            }
        }
    }

    /// <summary>What the run newly commits of each fund.</summary>
    /// <param name="rest">What it says besides the lines.</param>
    internal FundAmounts Wanted(RunContent rest)
    {
        var wanted = FundAmounts.Of(_amounts.SelectMany(pair => pair.Key.Parts.Parts.Select(part => (part.Fund, new Vnd(checked(part.Amount.Amount * pair.Value))))));
        wanted = rest.Recovered.Aggregate(wanted, (sum, one) => sum - one.Parts);
        return rest.Reclassifications.Aggregate(wanted, (sum, one) => sum.Plus(one.Move.ToFund, one.Move.Amount).Plus(one.Move.FromFund, -one.Move.Amount));
    }

    internal void Post(Postings postings)
    {
        foreach (var ((bucket, benefit, parts), count) in _amounts)
        {
            postings.Post(bucket, LedgerAccount.Expense, LedgerAccount.Payable, benefit, parts, count);
        }
    }

    private IReadOnlyList<(string Id, EvidenceGrade Grade)> WeakOf(PayLine line)
    {
        var key = (line.Parameters, line.Benefit, line.Grade);
        if (_weakOf.TryGetValue(key, out var known))
        {
            return known;
        }

        var (weak, weakest) = (new List<(string, EvidenceGrade)>(), EvidenceGrade.Verified);
        foreach (Match parameter in ParameterText().Matches(line.Parameters))
        {
            if (EvidenceGrades.TryParse(parameter.Groups[2].Value, out var grade) && grade > EvidenceGrade.Verified)
            {
                weak.Add((parameter.Groups[1].Value, grade));
                weakest = EvidenceGrades.Weaker(weakest, grade);
            }
        }

        if (line.Grade > weakest)
        {
            weak.Add(($"rule:{line.Benefit}", line.Grade));
        }

        return _weakOf[key] = weak;
    }

    /// <summary><c>id=value@grade</c>; the value of a table names its key in words.</summary>
    [GeneratedRegex(@"([^ =]+)=[^@]*@(\w+)")]
    private static partial Regex ParameterText();
}
