using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Payroll.Store;

/// <summary>The lines of a run as they were committed, for millions of them: some buckets at a time, and texts that stand in very many rows held once.</summary>
internal sealed class LineReader(Database database, PayrollRun run)
{
    private const string Columns = """
        bucket, line_id, person_id, award_id, benefit, family, month, kind, sequence, due, parts, payee, payee_role, grade, calculation, refs, parameters, explanation, reason, unchanged_until
        """;

    private readonly SharedTexts _texts = new();
    private readonly Dictionary<string, FundAmounts> _parts = new(StringComparer.Ordinal);

    /// <summary>All lines in their canonical order, group by group.</summary>
    /// <param name="count">How many there are, about.</param>
    /// <param name="inAGroup">How many are held at a time, about.</param>
    public IEnumerable<IReadOnlyList<PayLine>> Groups(long count, int inAGroup)
    {
        foreach (var buckets in BucketRange.Cut((int)Math.Clamp(count / inAGroup, 1, 256)))
        {
            var lines = In(buckets).ToList();
            lines.Sort(RunContentJson.Compare);
            yield return lines;
        }
    }

    /// <summary>The lines of some buckets, in no order.</summary>
    public IEnumerable<PayLine> In(BucketRange buckets)
    {
        using var moment = database.Moment();
        using var rows = moment.Read(
            $"select {Columns} from payroll_line where run_id = @run and bucket between @first and @last", ("run", run.Id), ("first", (long)buckets.First), ("last", (long)buckets.Last));
        while (rows.Next())
        {
            var parts = _texts.Of(rows.Text(10));
            if (!_parts.TryGetValue(parts, out var amounts))
            {
                _parts.Add(parts, amounts = FundAmounts.Parse(parts));
            }

            var person = Encoding.UTF8.GetString(rows.Text(2));
            yield return new PayLine
            {
                Id = Encoding.UTF8.GetString(rows.Text(1)),
                Bucket = new Bucket((byte)rows.Number(0)),
                Person = new PersonId(person),
                Award = new AwardId(Encoding.UTF8.GetString(rows.Text(3))),
                Benefit = new BenefitId(_texts.Of(rows.Text(4))),
                Family = _texts.Of(rows.Text(5)),
                Month = BenefitMonth.Parse(_texts.Of(rows.Text(6))),
                Kind = _texts.Of(rows.Text(7)) == "regular" ? LineKind.Regular : LineKind.Arrears,
                Sequence = (int)rows.Number(8),
                Due = new Vnd(rows.Number(9)),
                Parts = amounts,
                Payee = rows.Text(11).SequenceEqual(rows.Text(2)) ? person : Encoding.UTF8.GetString(rows.Text(11)),
                PayeeRole = _texts.Of(rows.Text(12)),
                Grade = EvidenceGrades.TryParse(_texts.Of(rows.Text(13)), out var grade) ? grade : EvidenceGrade.Assumed,
                Calculation = _texts.Of(rows.Text(14)),
                Refs = _texts.Of(rows.Text(15)),
                Parameters = _texts.Of(rows.Text(16)),
                Explanation = Encoding.UTF8.GetString(rows.Text(17)),
                Reason = _texts.Of(rows.Text(18)),
                UnchangedUntil = BenefitMonth.TryParse(_texts.Of(rows.Text(19)), out var until) ? until : null,
            };
        }
    }

    private sealed class SharedTexts
    {
        private readonly Dictionary<int, (byte[] Bytes, string Text)> _known = [];

        public string Of(ReadOnlySpan<byte> utf8)
        {
            var code = new HashCode();
            code.AddBytes(utf8);
            var hash = code.ToHashCode();
            if (_known.TryGetValue(hash, out var known) && utf8.SequenceEqual(known.Bytes))
            {
                return known.Text;
            }

            var text = Encoding.UTF8.GetString(utf8);
            _known[hash] = (utf8.ToArray(), text);
            return text;
        }
    }
}
