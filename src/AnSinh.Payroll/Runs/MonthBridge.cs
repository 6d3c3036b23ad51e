using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Payroll.Runs;

/// <summary>A regular line of the month before: of the run's area, or of another that paid the same people.</summary>
public sealed record PreviousLine(AwardId Award, PersonId Person, PlaceCode Area, string Family, Vnd Amount);

/// <summary>What became of an award between two months of an area.</summary>
public enum BridgeStep
{
    New,

    /// <summary>Paid by another area the month before.</summary>
    MovedIn,
    Raised,
    Lowered,
    Stopped,

    /// <summary>Awarded by another area for this month.</summary>
    MovedOut,
}

/// <summary>One award whose regular amount is not what it was.</summary>
public sealed record BridgeRow(AwardId Award, PersonId Person, BridgeStep Step, Vnd Before, Vnd After)
{
    /// <summary>By how much the month grows (negative: shrinks).</summary>
    public Vnd Change => After - Before;
}

/// <summary>How many awards, lines or payments make up an amount.</summary>
public readonly record struct Counted(int Count, Vnd Amount)
{
    public static Counted Of(IEnumerable<Vnd> amounts)
    {
        var (count, sum) = (0, Vnd.Zero);
        foreach (var amount in amounts)
        {
            (count, sum) = (count + 1, sum + amount);
        }

        return new(count, sum);
    }

    public static Counted operator +(Counted left, Counted right) => new(left.Count + right.Count, left.Amount + right.Amount);
}

/// <summary>
/// From last month's regular lines to what is ordered this month, each đồng in one step:
/// <c>Before + New + MovedIn + Raised - Lowered - Stopped - MovedOut = Regular</c> and <c>Regular + Arrears + CameBack - Recovered = Ordered</c>.
/// All amounts are zero or above.
/// </summary>
public sealed record MonthBridge
{
    public required Counted Before { get; init; }
    public required Counted New { get; init; }
    public required Counted MovedIn { get; init; }
    public required Counted Raised { get; init; }
    public required Counted Lowered { get; init; }
    public required Counted Stopped { get; init; }
    public required Counted MovedOut { get; init; }
    public required Counted Regular { get; init; }
    public required Counted Arrears { get; init; }

    /// <summary>Payments of earlier runs that came back and are taken up again.</summary>
    public required Counted CameBack { get; init; }

    /// <summary>What of them is kept, because it was not due.</summary>
    public required Counted Recovered { get; init; }
    public required Vnd Ordered { get; init; }

    /// <summary>What is sent a second time.</summary>
    public Vnd SentAgain => CameBack.Amount - Recovered.Amount;

    public bool AddsUp =>
        Before.Amount + New.Amount + MovedIn.Amount + Raised.Amount - Lowered.Amount - Stopped.Amount - MovedOut.Amount == Regular.Amount
        && Regular.Amount + Arrears.Amount + CameBack.Amount - Recovered.Amount == Ordered;

    /// <summary>Every step by its name, in the order in which they add up.</summary>
    public IReadOnlyList<(string Name, Counted Value)> Steps =>
    [
        ("before", Before), ("new", New), ("movedIn", MovedIn), ("raised", Raised), ("lowered", Lowered), ("stopped", Stopped), ("movedOut", MovedOut), ("regular", Regular),
        ("arrears", Arrears), ("cameBack", CameBack), ("recovered", Recovered),
    ];

    /// <summary>From stored steps; one that is absent counts nothing.</summary>
    public static MonthBridge From(IReadOnlyDictionary<string, Counted> steps, Vnd ordered) => new()
    {
        Before = steps.GetValueOrDefault("before"),
        New = steps.GetValueOrDefault("new"),
        MovedIn = steps.GetValueOrDefault("movedIn"),
        Raised = steps.GetValueOrDefault("raised"),
        Lowered = steps.GetValueOrDefault("lowered"),
        Stopped = steps.GetValueOrDefault("stopped"),
        MovedOut = steps.GetValueOrDefault("movedOut"),
        Regular = steps.GetValueOrDefault("regular"),
        Arrears = steps.GetValueOrDefault("arrears"),
        CameBack = steps.GetValueOrDefault("cameBack"),
        Recovered = steps.GetValueOrDefault("recovered"),
        Ordered = ordered,
    };

    /// <summary>The bridges of some people and of others as one; people have their steps each for themselves.</summary>
    public static MonthBridge operator +(MonthBridge left, MonthBridge right) =>
        From(left.Steps.Zip(right.Steps).ToDictionary(pair => pair.First.Name, pair => pair.First.Value + pair.Second.Value, StringComparer.Ordinal), left.Ordered + right.Ordered);

    /// <summary>Of people whose regular amounts are what they were.</summary>
    public static MonthBridge OfUnchanged(Counted lines) =>
        From(new Dictionary<string, Counted>(StringComparer.Ordinal) { ["before"] = lines, ["regular"] = lines }, lines.Amount);

    /// <summary>Of payments that came back alone.</summary>
    public static MonthBridge OfCarried(IReadOnlyList<CarriedPayment> carried) => From(
        new Dictionary<string, Counted>(StringComparer.Ordinal)
        {
            ["cameBack"] = Counted.Of(carried.Select(one => one.Amount + one.Recovered)),
            ["recovered"] = Counted.Of(carried.Where(one => one.Recovered > Vnd.Zero).Select(one => one.Recovered)),
        }, Vnd.Sum(carried.Select(one => one.Amount)));

    public static MonthBridge Of(RunInput input, LawPack pack, IReadOnlyList<PayLine> lines, IReadOnlyList<CarriedPayment> carried)
    {
        var rows = Rows(input, pack, lines).ToLookup(row => row.Step, row => row.Change < Vnd.Zero ? -row.Change : row.Change);
        var regular = Counted.Of(lines.Where(line => line.Kind == LineKind.Regular).Select(line => line.Amount));
        var arrears = Counted.Of(lines.Where(line => line.Kind == LineKind.Arrears).Select(line => line.Amount));
        return new MonthBridge
        {
            Before = Counted.Of(input.Previous.Where(line => line.Area == input.Area).Select(line => line.Amount)),
            New = Counted.Of(rows[BridgeStep.New]),
            MovedIn = Counted.Of(rows[BridgeStep.MovedIn]),
            Raised = Counted.Of(rows[BridgeStep.Raised]),
            Lowered = Counted.Of(rows[BridgeStep.Lowered]),
            Stopped = Counted.Of(rows[BridgeStep.Stopped]),
            MovedOut = Counted.Of(rows[BridgeStep.MovedOut]),
            Regular = regular,
            Arrears = arrears,
            CameBack = Counted.Of(carried.Select(one => one.Amount + one.Recovered)),
            Recovered = Counted.Of(carried.Where(one => one.Recovered > Vnd.Zero).Select(one => one.Recovered)),
            Ordered = regular.Amount + arrears.Amount + Vnd.Sum(carried.Select(one => one.Amount)),
        };
    }

    /// <summary>The awards whose regular amount changed, by step and award.</summary>
    public static IReadOnlyList<BridgeRow> Rows(RunInput input, LawPack pack, IReadOnlyList<PayLine> lines)
    {
        var before = input.Previous.Where(line => line.Area == input.Area).ToDictionary(line => line.Award);
        var elsewhere = input.Previous.Where(line => line.Area != input.Area).Select(line => (line.Person, line.Family)).ToHashSet();
        var leaving = input.Awards.Where(award => !input.Covers(award) && award.InForce(input.Month))
            .Select(award => (award.Person, pack.Benefits.Find(award.Benefit)?.Programme.Id ?? award.Benefit.Value)).ToHashSet();
        var now = lines.Where(line => line.Kind == LineKind.Regular).ToDictionary(line => line.Award);
        var rows = new List<BridgeRow>();
        foreach (var line in now.Values)
        {
            var was = before.GetValueOrDefault(line.Award)?.Amount ?? Vnd.Zero;
            if (was != line.Amount)
            {
                var step = was > line.Amount ? BridgeStep.Lowered
                    : was > Vnd.Zero ? BridgeStep.Raised
                    : elsewhere.Contains((line.Person, line.Family)) ? BridgeStep.MovedIn : BridgeStep.New;
                rows.Add(new BridgeRow(line.Award, line.Person, step, was, line.Amount));
            }
        }

        rows.AddRange(before.Values.Where(line => !now.ContainsKey(line.Award)).Select(line => new BridgeRow(
            line.Award, line.Person, leaving.Contains((line.Person, line.Family)) ? BridgeStep.MovedOut : BridgeStep.Stopped, line.Amount, Vnd.Zero)));
        return [.. rows.OrderBy(row => row.Step).ThenBy(row => row.Award)];
    }
}
