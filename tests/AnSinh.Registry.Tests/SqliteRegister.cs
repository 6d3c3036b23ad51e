using AnSinh.Storage;

namespace AnSinh.Registry.Tests;

public sealed class SqliteRegister : RegisterFixture
{
    public string DatabasePath => Path.Combine(Folder, "register.db");

    protected override Database Open(TimeProvider clock) => Database.Open(DatabasePath, clock, [Register.Migrations], DatabasePath + ".key");
}
