using AnSinh.Storage;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Changes;

/// <summary>Hands out papers of proposals; opening one is recorded. They are kept as files, never shown inside the site.</summary>
internal static class PaperFiles
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/de-nghi/{id}/giay/{hash}", [Needs(Permission.ReadPeople)] (string id, string hash, ChangeBook changes, Me me, Database database) =>
    {
        if (changes.Find(me.Scope(Permission.ReadPeople), id) is not { } change || changes.Open(change.Id, hash) is not var (document, content))
        {
            return Results.NotFound();
        }

        using var write = database.Begin(me.Login, "change.open-paper");
        write.Audit("change.open-paper", change.Person.Value, hash);
        write.Commit();
        return Results.File(content, document.Type, document.Name);
    });
}
