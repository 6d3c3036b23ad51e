using AnSinh.Casework.Cases.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Cases.Complaints;

/// <summary>What whoever holds the code learns: where the case stands and what comes next. No name, no number, no place.</summary>
/// <param name="Answer">The answer to a grievance, or the reason why a complaint was not taken up; empty otherwise.</param>
/// <param name="Papers">What is asked for while papers are waited for.</param>
public sealed record FollowedCase(CaseKind Kind, CaseStage Stage, DateOnly OpenedOn, DateOnly? Due, string Outcome, string Answer, IReadOnlyList<string> Papers);

/// <summary>
/// Follows a case by its code, without login. Wrong codes of one source are counted: after ten within a quarter of an hour it gets no answer, whatever it asks. Guessing is hopeless anyway (80 bits), and an unknown code gets
/// the same answer as one that cannot be a code.
/// </summary>
public sealed class FollowCase(Database database)
{
    public const int MostMisses = 10;

    /// <summary>What is said to whoever sent too many wrong codes, whatever they were for.</summary>
    public static readonly Bilingual TooMany = new("Quá nhiều mã sai; hãy thử lại sau ít phút.", "Too many wrong codes; try again in a few minutes.");

    private readonly SourceLimit _limit = new(database, "follow-source", MostMisses, TooMany);

    /// <param name="code">As typed.</param>
    /// <param name="source">Where it comes from, for example a network address; only a keyed hash is kept, for a quarter of an hour.</param>
    /// <returns>Null where there is no such case.</returns>
    /// <exception cref="CaseRefusedException">Too many wrong codes.</exception>
    public FollowedCase? Find(string code, string source)
    {
        _limit.Require(source);
        var file = new CaseStore(database, AreaScope.All).FindByCode(FollowCode.Blind(database.Keys, code));
        if (file is null || file.IsErased)
        {
            _limit.Count(source);
            return null;
        }

        var answer = file.Stage == CaseStage.Rejected ? file.Contents<NotTakenUp>().Last().Reason : file.Kind == CaseKind.Grievance && file.Decision is not null ? file.Contents<Proposed>().Last().Reason : "";
        return new FollowedCase(
            file.Kind, file.Stage, file.Header.OpenedOn, file.Clock?.Due, file.Decision?.Outcome ?? "", answer, file.Stage == CaseStage.Waiting ? file.Contents<PapersAsked>().Last().Papers : []);
    }
}
