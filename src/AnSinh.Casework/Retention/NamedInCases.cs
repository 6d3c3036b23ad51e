using System.Data.Common;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Store;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Retention;

/// <summary>
/// Cases in which a person is named beside the header: who asked for the household, whose answer stands in it, whom a relative's case speaks of. Only cases of the households in which the person lived are opened; somebody who asked
/// for a neighbour is a name without an id, and goes with that case.
/// </summary>
internal static class NamedInCases
{
    /// <summary>Cases about nobody or about another of the household, not yet emptied, that carry the person's id or any name the person ever had.</summary>
    public static IReadOnlyList<CaseFile> Of(Database database, DbConnection connection, PersonId person)
    {
        var names = connection.Read("select distinct full_name from person where bucket = @bucket and person_id = @person", row => PersonName.Fold(row.GetString(0)), PersonHolds.Key(person));
        return [.. new CaseStore(database, AreaScope.All).AroundPerson(person).Where(file => !file.IsErased && file.Events.Any(one => one.Content is { } content && Names(CaseJson.Write(content), person, names)))];
    }

    private static bool Names(string content, PersonId person, List<string> names)
    {
        if (content.Contains(person.Value, StringComparison.Ordinal))
        {
            return true;
        }

        var folded = PersonName.Fold(content);
        return names.Exists(name => name.Length > 0 && folded.Contains(name, StringComparison.Ordinal));
    }
}
