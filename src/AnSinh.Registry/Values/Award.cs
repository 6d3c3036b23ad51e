using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>An award's id, derived from person, benefit, decision number and date, so that the same decision always has the same id.</summary>
public readonly record struct AwardId(string Value) : IComparable<AwardId>
{
    public static AwardId Of(PersonId person, BenefitId benefit, string decisionNumber, DateOnly decided)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{person}|{benefit}|{decisionNumber}|{Database.Iso(decided)}"));
        return new("a" + Convert.ToHexStringLower(hash.AsSpan(0, 10)));
    }

    public int CompareTo(AwardId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

public enum AwardState
{
    Granted,
    Suspended,
    Resumed,
    Ended,
    Refused,
}

public static class AwardStates
{
    private static readonly string[] Codes = ["granted", "suspended", "resumed", "ended", "refused"];

    public static IReadOnlyList<string> AllCodes => Codes;

    public static string Code(this AwardState state) => Codes[(int)state];

    public static bool TryParse(string? text, out AwardState state)
    {
        var index = Array.IndexOf(Codes, text);
        state = (AwardState)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Whether an award in this state is paid.</summary>
    public static bool Pays(this AwardState state) => state is AwardState.Granted or AwardState.Resumed;
}

/// <summary>A decision to be recorded.</summary>
public sealed record AwardDecision
{
    public required PersonId Person { get; init; }
    public required BenefitId Benefit { get; init; }

    /// <summary>The commune whose chair decided.</summary>
    public required PlaceCode Place { get; init; }

    public required string DecisionNumber { get; init; }
    public required DateOnly Decided { get; init; }
    public DateOnly? Applied { get; init; }
    public DateOnly? Certificate { get; init; }

    /// <summary>The first month paid, by the start rules of the law.</summary>
    public required BenefitMonth From { get; init; }

    public BenefitMonth? To { get; init; }
    public string Reason { get; init; } = "";
}

/// <summary>Months of an award in one state. The stretches of an award do not overlap; together they are its life as known at a number.</summary>
public sealed record AwardStretch
{
    public required AwardId Id { get; init; }
    public required Bucket Bucket { get; init; }
    public required PersonId Person { get; init; }
    public required BenefitId Benefit { get; init; }
    public required PlaceCode Place { get; init; }
    public required PlaceCode Province { get; init; }
    public required string DecisionNumber { get; init; }
    public required DateOnly Decided { get; init; }
    public DateOnly? Applied { get; init; }
    public DateOnly? Certificate { get; init; }
    public required BenefitMonth From { get; init; }
    public BenefitMonth? To { get; init; }
    public required AwardState State { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>The commit that recorded this stretch, and its day.</summary>
    public required KnowledgeNumber KnownFrom { get; init; }

    public required DateOnly Known { get; init; }

    public bool InForce(BenefitMonth month) => State.Pays() && From <= month && (To is not { } to || month <= to);
}
