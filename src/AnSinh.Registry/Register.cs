using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>
/// The register of people, households, facts, awards and accounts. Read it through <see cref="At"/>, change it through <see cref="Begin"/>.
/// </summary>
public sealed class Register(Database database)
{
    public static readonly MigrationSet Migrations = new("registry", typeof(Register).Assembly) { Fills = [NameEntry.Fill] };

    public Database Database { get; } = database;

    /// <summary>The register for somebody who sees an area: behind the conditions of each read stands the database's own (on PostgreSQL).</summary>
    public Register Within(AreaScope scope) => new(Database.Within(scope.ToString()));

    /// <summary>The register as known at a number. It stays the same whatever is written later.</summary>
    public RegistrySnapshot At(KnowledgeNumber number) => new(Database, number);

    /// <summary>The register as known at the end of a day; today stands for now.</summary>
    /// <exception cref="StorageException">The day has not come yet.</exception>
    public RegistrySnapshot At(DateOnly day) => At(Database.NumberAt(day));

    public RegistrySnapshot Now() => At(Database.Current());

    /// <summary>Begins a commit: one knowledge number for everything written until <see cref="RegistryCommit.Commit"/>.</summary>
    public RegistryCommit Begin(string actor, string action) => new(Database.Begin(actor, action), ownsTransaction: true);

    /// <summary>Writes into a commit that another module began on the same database.</summary>
    public static RegistryCommit Join(WriteTransaction transaction) => new(transaction, ownsTransaction: false);
}

/// <summary>Ids that derive from what people bring with them.</summary>
public static class RegistryIds
{
    /// <summary>A person's id from the first number under which the person was registered: the same number gives the same id under the same key.</summary>
    public static PersonId PersonOf(KeyRing keys, IdentityNumber firstNumber) =>
        new("p" + Convert.ToHexStringLower(Blind(keys, firstNumber).AsSpan(0, 10)));

    internal static byte[] Blind(KeyRing keys, IdentityNumber number) => keys.BlindIndex(number.KindCode, number.Text);
}
