using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Web.Overseer;

/// <summary>The communes of an area in which households are registered now, by code.</summary>
internal static class RegisteredCommunes
{
    public static IReadOnlyList<PlaceCode> Of(Database database, AreaScope scope)
    {
        using var connection = database.Connect();
        return [.. connection.Query<string>($"select distinct r.commune from residence r where r.superseded_at = 9223372036854775807 and {scope.On("r")} order by r.commune").Select(PlaceCode.Parse)];
    }
}
