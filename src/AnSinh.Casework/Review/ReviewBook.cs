using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Review;

/// <summary>The law that a review follows: rules, procedures with their deadlines, the form that is filled in, and the reports.</summary>
public sealed record ReviewLaw(LawPack Pack, ProcedureCatalog Procedures, IReadOnlyList<AssessmentForm> Forms, IReadOnlyList<ReportForm> Reports)
{
    /// <summary>The status that these reviews decide about.</summary>
    public const string Status = "poverty";

    /// <summary>The attested fact that benefits read.</summary>
    public const string StatusFact = "poverty_status";

    /// <exception cref="LawPackException">The law folder has faults; all of them are listed.</exception>
    public static ReviewLaw Load(string folder)
    {
        var pack = LawPack.Load(folder);
        return new(pack, ProcedureCatalog.Load(folder), AssessmentForm.Load(folder, pack.Facts), ReportForm.Load(folder));
    }

    public FactDefinition StatusDefinition => Pack.Facts.Find(StatusFact)
        ?? throw new ReviewRefusedException($"Bộ luật không có thông tin {StatusFact}", $"The law pack has no fact {StatusFact}");

    public AssessmentForm Form(string key) => Forms.FirstOrDefault(form => form.Key == key)
        ?? throw new ReviewRefusedException($"Bộ luật không có mẫu phiếu {key}", $"The law pack has no form {key}");

    /// <summary>The procedure that a round was opened under.</summary>
    public Procedure Procedure(Rounds.ReviewRound round) => Procedures.All.FirstOrDefault(procedure => procedure.Id == round.Procedure)
        ?? throw new ReviewRefusedException($"Bộ luật không có thủ tục {round.Procedure}", $"The law pack has no procedure {round.Procedure}");

    /// <summary>The form on which reviews that decide about a day are made.</summary>
    public AssessmentForm FormFor(DateOnly decides) => Forms.Where(form => form.Status == Status && form.From <= BenefitMonth.Of(decides)).MaxBy(form => (form.From.Index, form.Version))
        ?? throw new ReviewRefusedException("Bộ luật không có mẫu phiếu rà soát nghèo cho thời gian này", "The law pack has no form for the poverty review of this time");
}

/// <summary>
/// The reviews of a database under a law: what every step works with. Steps are in <c>Steps/</c>, one class each; all of them write in one transaction or not at all.
/// </summary>
public sealed class ReviewBook(Database database, ReviewLaw law, AreaScope scope)
{
    public static readonly MigrationSet Migrations = new("casework", typeof(ReviewBook).Assembly);

    public Database Database { get; } = database;
    public ReviewLaw Law { get; } = law;

    /// <summary>The area whose rounds and households may be read and changed.</summary>
    public AreaScope Scope { get; } = scope;
    public Register Register { get; } = new(database);

    /// <summary>The commune alone, or nobody's area where it lies outside that of the book.</summary>
    public AreaScope ScopeOf(PlaceCode commune) => Scope.Allows(commune, PlaceDirectory.VietNam.ProvinceOf(commune)) ? AreaScope.Of(commune) : AreaScope.None;

    /// <summary>Begins to write what was decided on things read at a number.</summary>
    /// <exception cref="ReviewRefusedException">Somebody wrote in between.</exception>
    internal WriteTransaction Begin(string actor, string action, KnowledgeNumber read)
    {
        var write = Database.Begin(actor, action);
        if (write.Number == read.Next)
        {
            return write;
        }

        write.Dispose();
        throw new ReviewRefusedException("Vừa có người khác ghi vào sổ; hãy chạy lại lệnh này.", "Somebody else has just written to the register; run this command again.");
    }

    public DateOnly Today => Database.Clock.TodayInVietNam();
}
