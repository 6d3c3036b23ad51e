using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>People as a table of a query with the columns bucket and person_id, by which they are found in every table that is kept by person.</summary>
internal static class PersonKeys
{
    public static KeyRows PeopleOf(this WriteTransaction write, IEnumerable<PersonId> people, string alias = "w") => write.Rows(alias, Columns([.. people]));

    public static KeyRows PeopleOf(this Database database, IEnumerable<PersonId> people, string alias = "w") => database.Rows(alias, Columns([.. people]));

    private static KeyColumn[] Columns(PersonId[] people) =>
        [new("bucket", Array.ConvertAll(people, person => (long)Bucket.Of(person).Value)), new("person_id", Array.ConvertAll(people, person => person.Value))];
}
