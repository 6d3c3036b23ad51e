using System.Net.Mime;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Import;

/// <summary>Rejected rows of an import with the reason of each, as a file that can be mended and sent again.</summary>
internal static class RejectFiles
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/nhap-du-lieu/{id}/{name}", [Needs(Permission.ReadPeople)] (string id, string name, ImportBook imports, Me me, Words words) =>
        imports.Find(me.Scope(Permission.ReadPeople), id) is { State: "draft" or "waiting" } prepared && imports.Preview(prepared, words.Vietnamese).Rejects.FirstOrDefault(file => file.Name == name) is { Content: { } content }
            ? Results.File(content, MediaTypeNames.Text.Csv, name) : Results.NotFound());
}
