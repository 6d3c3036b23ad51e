using System.Net.Mime;
using System.Text;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Documents;
using AnSinh.Casework.Letters;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Cases;

/// <summary>Hands out the documents of a case and the letters of its decision. They are kept as files, never shown inside the site; opening a document is recorded.</summary>
internal static class CaseFiles
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/ho-so/{id}/giay/{hash}", [Needs(Permission.ReadPeople)] (string id, string hash, Me me, Database database, ReadingDatabase reading) =>
        {
            var book = reading.Cases(me.Scope(Permission.ReadPeople));
            if (book.Find(id) is not { IsErased: false } file || CaseDocuments.Read(book, file.Id, hash) is not { } document)
            {
                return Results.NotFound();
            }

            using var write = database.Begin(me.Login, "document.open");
            write.Audit("document.open", file.Header.Person?.Value ?? file.Id, $"{file.Id}|{hash}");
            write.Commit();
            return Results.File(document.Content, document.About.MediaType, document.About.Name);
        });
        app.MapGet("/ho-so/{id}/thu/{name}", [Needs(Permission.ReadPeople)] (string id, string name, Me me, ReadingDatabase reading) =>
        {
            var book = reading.Cases(me.Scope(Permission.ReadPeople));
            return book.Find(id) is { } file && Letters(book, file).Letters.FirstOrDefault(letter => letter.FileName == name) is { } found
                ? Results.File(Encoding.UTF8.GetBytes(found.Html), MediaTypeNames.Text.Html, found.FileName) : Results.NotFound();
        });
    }

    /// <summary>The letters of a decided application; decisions with which the law does not agree get a finding instead.</summary>
    public static (IReadOnlyList<Letter> Letters, IReadOnlyList<LetterFinding> Findings) Letters(CaseBook book, CaseFile file)
    {
        if (file is not { Kind: CaseKind.Application, Decision: { } decision })
        {
            return ([], []);
        }

        var writer = new AwardLetters(book.Pack, book.Register, book.Register.Now(), book.Scope, chair: "");
        var letters = writer.Of(BenefitMonth.Of(decision.On), new HashSet<LetterKind> { LetterKind.Decision, LetterKind.Refusal }, decision.Items.Select(item => new AwardId(item.Award)).ToHashSet());
        return (letters, writer.Findings);
    }
}
