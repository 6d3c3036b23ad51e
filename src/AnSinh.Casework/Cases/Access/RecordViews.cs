using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Storage.Audit;

namespace AnSinh.Casework.Cases.Access;

/// <summary>Somebody looked at what is held about a person.</summary>
/// <param name="Purpose">case, payment, review, request, audit or search.</param>
/// <param name="What">Which page or report.</param>
/// <param name="About">The case, run or round for which it was done; empty where there is none.</param>
public sealed record RecordView(PersonId Person, string Viewer, string Purpose, string What, string About = "");

/// <summary>Writes down who looked at whom and why. Views may be collected for some seconds and written together: one commit, one audit event over all of them.</summary>
public static class RecordViews
{
    public static readonly IReadOnlyList<string> Purposes = ["case", "payment", "review", "request", "audit", "search"];

    /// <exception cref="CaseRefusedException">A view without viewer or with a purpose that is none.</exception>
    public static void Execute(Database database, IReadOnlyList<RecordView> views)
    {
        CaseRefusedException.ThrowIfAny([.. views.Where(view => !Purposes.Contains(view.Purpose) || string.IsNullOrWhiteSpace(view.Viewer))
            .Select(view => new Bilingual($"Lượt xem cần người xem và mục đích: {string.Join(", ", Purposes)}.", $"A view needs a viewer and a purpose: {string.Join(", ", Purposes)}."))]);
        if (views.Count == 0)
        {
            return;
        }

        using var write = database.Begin(views[0].Viewer, "record.view");
        var content = new MerkleTree();
        foreach (var view in views)
        {
            write.Into("record_view", "bucket", "person_id", "known", "entry", "viewer", "purpose", "what", "about")
                .Add(Bucket.Of(view.Person).Value).Add(view.Person.Value).Add(write.Number.Value).Add(write.NextEntry()).Add(view.Viewer).Add(view.Purpose).Add(view.What).Add(view.About).Write();
            content.Add(view.ToString());
        }

        write.Audit("record.view", views.Count == 1 ? views[0].Person.Value : "", content);
        write.Commit();
    }
}
