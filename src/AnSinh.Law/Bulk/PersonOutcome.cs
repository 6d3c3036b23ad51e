using System.Globalization;
using System.Text;

namespace AnSinh.Law;

/// <summary>
/// What the law says of everybody who is alike in what it asks: the answer of one of them. Amounts, rows, citations, parameters and grades are everybody's; payee, facts and the ids of other
/// members are those of the one who was decided, and are worked out again for whoever is asked about.
/// </summary>
public sealed record PersonOutcome(int Id, PersonDetermination Representative)
{
    public IReadOnlyList<Entitlement> Entitlements => Representative.Entitlements;

    /// <summary>The answer before overlap; null where it is not known apart.</summary>
    internal PersonDetermination? Before { get; init; }

    /// <summary>Cash a month, VND: monthly benefits of <see cref="Entitlements"/>.</summary>
    public Vnd Monthly { get; } = Representative.Entitlements.Where(entitlement => entitlement is { Kind: BenefitKind.Cash, Per: BenefitPeriod.Month }).Aggregate(Vnd.Zero, (sum, entitlement) => sum + entitlement.Amount);

    public bool IsEmpty => Representative.Claims.Count + Representative.Missing.Count + Representative.Stopped.Count == 0;

    /// <summary>
    /// Everything in the answer that does not name somebody: equal for two people exactly when the law says the same of both. What is unknown of other members counts once for all of them: whether
    /// programmes ask of the same member is not the law's matter.
    /// </summary>
    public static string Signature(PersonDetermination answer)
    {
        if (answer.Claims.Count + answer.Entitlements.Count + answer.Missing.Count + answer.Stopped.Count + answer.Contradictions.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (mark, entitlements) in new[] { ('c', answer.Claims), ('e', answer.Entitlements) })
        {
            foreach (var claim in entitlements)
            {
                text.Append(CultureInfo.InvariantCulture, $"{mark} {claim.Benefit} {claim.Month} {claim.Kind} {claim.Per} {claim.Unit} {claim.Calculation} {claim.Grade} {claim.Payee.Role}\n");
                text.AppendJoin('\n', claim.Parts).AppendJoin('\n', claim.Because).AppendJoin('\n', claim.Parameters).AppendJoin('\n', claim.Considered).Append('\n');
            }
        }

        foreach (var missing in answer.Missing.GroupBy(missing => Anonymous(missing.Fact), StringComparer.Ordinal).OrderBy(missing => missing.Key, StringComparer.Ordinal))
        {
            text.Append("m ").Append(missing.Key).Append(' ').AppendJoin(',', missing.SelectMany(one => one.Benefits).Distinct().Order()).Append('\n');
        }

        foreach (var stopped in answer.Stopped)
        {
            text.Append("s ").Append(stopped.Benefit).Append(' ').Append(stopped.Reason).Append(' ').Append(stopped.Ref).Append('\n');
        }

        text.Append(answer.AmountOpen ? "a\n" : "");
        foreach (var contradiction in answer.Contradictions)
        {
            text.Append("x ").Append(contradiction.Text).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A missing fact of another member without the member's id.</summary>
    private static string Anonymous(string fact) =>
        fact.IndexOf(HouseholdInputs.Of, StringComparison.Ordinal) is >= 0 and var at && !fact.EndsWith(HouseholdInputs.OfHousehold, StringComparison.Ordinal) ? fact[..(at + 1)] : fact;
}

/// <summary>All outcomes met so far, each with a number from 0; number 0 is that of people of whom the law says nothing. Shared by all threads.</summary>
public sealed class OutcomeTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _bySignature = new(StringComparer.Ordinal);
    private readonly List<PersonOutcome> _outcomes = [];

    public OutcomeTable() => Add(new PersonDetermination(new PersonId(""), [], [], [], [], []));

    public PersonOutcome this[int id]
    {
        get
        {
            lock (_gate)
            {
                return _outcomes[id];
            }
        }
    }

    internal int Add(PersonDetermination answer, PersonDetermination? before = null)
    {
        var signature = PersonOutcome.Signature(answer);
        lock (_gate)
        {
            if (!_bySignature.TryGetValue(signature, out var id))
            {
                _bySignature[signature] = id = _outcomes.Count;
                _outcomes.Add(new PersonOutcome(id, answer) { Before = before });
            }

            return id;
        }
    }

    /// <summary>Adds an answer that the caller has not added before; another number may stand for an equal one.</summary>
    internal int AddNew(PersonDetermination answer, PersonDetermination? before)
    {
        lock (_gate)
        {
            _outcomes.Add(new PersonOutcome(_outcomes.Count, answer) { Before = before });
            return _outcomes.Count - 1;
        }
    }

    public IReadOnlyList<PersonOutcome> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _outcomes];
            }
        }
    }
}
