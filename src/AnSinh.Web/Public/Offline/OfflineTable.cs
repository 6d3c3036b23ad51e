using AnSinh.Law;

namespace AnSinh.Web.Public.Offline;

/// <summary>A question of the table and the answers it knows; any other answer, and "I do not know", is one that only the rules themselves can follow.</summary>
/// <param name="Code">As the public check names it.</param>
/// <param name="Values">Canonical answers, in the order of a node's branches.</param>
public sealed record OfflineQuestion(string Code, FactQuestion Question, IReadOnlyList<string> Values);

/// <summary>A state of the check: a question with the state after each of its answers, or, where <paramref name="Question"/> is negative, the result <c>Next[0]</c>.</summary>
public sealed record OfflineNode(int Question, IReadOnlyList<int> Next);

/// <summary>What the check says at its end.</summary>
public sealed record OfflineResult(PersonDetermination Determination)
{
    /// <summary>What two results that say the same have in common.</summary>
    public string Key { get; } = KeyOf(Determination);

    public static string KeyOf(PersonDetermination determination) => string.Join(';', determination.Entitlements.Select(owed => $"{owed.Benefit}={DeterminationWords.Owed(owed)}/{owed.Per}/{owed.Grade}"))
        + "#" + string.Join(';', determination.Missing.Select(missing => $"{missing.Fact}:{string.Join(',', missing.Benefits.Order())}").Order(StringComparer.Ordinal)) + "#" + string.Join(';', determination.Stopped.Select(stopped => $"{stopped.Benefit}:{stopped.Reason}").Order(StringComparer.Ordinal));
}

/// <summary>People born from a day on, until the next of the list, begin at a node.</summary>
public sealed record OfflineBirths(DateOnly From, int Root);

/// <summary>
/// The public check worked out beforehand: for everybody born on any day, either sex, by the levels of the whole country, what each chain of definite answers leads to in the month of a day under a law. Made by asking the
/// rules themselves, so that it says what they say.
/// </summary>
/// <param name="Made">The day; its month is the one the answers are about.</param>
/// <param name="OwnLevels">Provinces with levels of their own, about which the table says nothing.</param>
public sealed record OfflineTable(
    DateOnly Made, string Pack, IReadOnlyList<OfflineBirths> Women, IReadOnlyList<OfflineBirths> Men, IReadOnlyList<OfflineQuestion> Questions, IReadOnlyList<OfflineNode> Nodes, IReadOnlyList<OfflineResult> Results, IReadOnlyList<PlaceCode> OwnLevels)
{
    /// <summary>The node of the first question for somebody; null where the table says nothing of them.</summary>
    public int? RootOf(CheckPerson person)
    {
        var births = person.Sex == Sex.Female ? Women : Men;
        if (person.Province is { } province && OwnLevels.Contains(province))
        {
            return null;
        }

        // Whose day is not known is answered where every day that it can be leads the same way.
        var roots = births.Select((one, index) => (one.Root, one.From, Until: index + 1 < births.Count ? births[index + 1].From.AddDays(-1) : Made))
            .Where(one => one.From <= person.Born.Latest && one.Until >= person.Born.Earliest).Select(one => one.Root).Distinct().ToList();
        return roots is [var only] ? only : null;
    }
}
