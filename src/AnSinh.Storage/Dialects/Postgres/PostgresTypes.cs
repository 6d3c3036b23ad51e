namespace AnSinh.Storage.Dialects.Postgres;

/// <summary>Object ids of the types that the tables use (pg_type.dat of PostgreSQL); they never change.</summary>
internal static class PostgresTypes
{
    public const uint Bytes = 17;
    public const uint Int8 = 20;
    public const uint Int2 = 21;
    public const uint Int4 = 23;
    public const uint Text = 25;
}
