using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Changes;
using AnSinh.Casework.Cases.Documents;

namespace AnSinh.Web.Changes;

/// <summary>A change of what is recorded, as one form sends it: opened with its evidence and laid before somebody else.</summary>
public static class ProposedChange
{
    /// <param name="book">The cases.</param>
    /// <param name="changes">What is to be changed, each with what was seen.</param>
    /// <param name="asked">About whom; the same form sent twice carries the same mark and is one case.</param>
    /// <param name="evidence">The paper by name, number and day.</param>
    /// <param name="papers">Copies.</param>
    /// <param name="actor">Who proposes.</param>
    /// <returns>The case.</returns>
    /// <exception cref="CaseRefusedException">Something cannot be, or changed since it was read.</exception>
    public static CaseFile Send(CaseBook book, IReadOnlyList<RequestedChange> changes, NewCase asked, string evidence, IReadOnlyList<(string Name, byte[] Content)> papers, string actor)
    {
        var file = ChangeCase.Open(book, changes, asked, actor, evidence).File;
        foreach (var (name, content) in papers)
        {
            file = CaseDocuments.Attach(book, file.Id, name, "", content, actor);
        }

        return file.Stage == CaseStage.Received ? CaseSteps.Propose(book, file.Id, new CaseProposal("change", ""), actor) : file;
    }
}
