using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Deadlines;
using AnSinh.Casework.Cases.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Web.Access;

namespace AnSinh.Web.Cases;

/// <summary>How cases are written, and whose they are to do.</summary>
public static class CaseWords
{
    public static string Kind(Words words, CaseKind kind) => Capital(kind.Say(words.Vietnamese));

    public static string Stage(Words words, CaseStage stage) => Capital(stage.Say(words.Vietnamese));

    /// <summary>The colour of a stage.</summary>
    public static string TagOf(CaseStage stage) => stage switch
    {
        CaseStage.Decided => "on",
        CaseStage.Returned or CaseStage.Rejected => "bad",
        CaseStage.Proposed or CaseStage.Waiting => "may",
        _ => "plain",
    };

    /// <summary>What comes out of a case, in words.</summary>
    public static string Outcome(Words words, string outcome) => words[$"outcome.{outcome}"];

    /// <summary>Who or what a case is about: a person's name, a household, or nobody.</summary>
    public static string About(Words words, RegistrySnapshot snapshot, AreaScope scope, CaseHeader header) => header switch
    {
        { Person: { } person } => snapshot.Person(scope, person)?.FullName ?? words["person.elsewhere"],
        { Household: { } household } => words["household.title", household],
        _ => words["case.nobody"],
    };

    /// <summary>Whether the next step of a case is one that the reader may take: officers prepare, the chair decides and takes complaints up.</summary>
    public static bool IsMine(Me me, CaseLine line) => line.Stage switch
    {
        CaseStage.Proposed => me.May(Permission.DecideChanges, line.Header.Commune) && !string.Equals(line.LastActor, me.Login, StringComparison.OrdinalIgnoreCase),
        CaseStage.Received when line.Header.Kind.IsTakenUp() => me.May(Permission.DecideChanges, line.Header.Commune) || me.May(Permission.ProposeChanges, line.Header.Commune),
        CaseStage.Received or CaseStage.Accepted or CaseStage.Returned => me.May(Permission.ProposeChanges, line.Header.Commune),
        _ => false,
    };

    /// <summary>How long a clock still has: <c>còn 3 ngày làm việc</c>, <c>quá hạn 2 ngày làm việc</c>.</summary>
    public static string Left(Words words, ClockReading reading) =>
        reading.Escalation != Escalation.None ? words["case.clock.over", Math.Max(1, -reading.WorkingDaysLeft)] : reading.WorkingDaysLeft == 0 ? words["case.clock.today"] : words["case.clock.left", reading.WorkingDaysLeft];

    private static string Capital(string text) => char.ToUpper(text[0], System.Globalization.CultureInfo.InvariantCulture) + text[1..];
}
