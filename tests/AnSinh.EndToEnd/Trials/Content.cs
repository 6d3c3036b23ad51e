using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Replay;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Verify;
using AnSinh.Storage;
using AnSinh.Storage.Audit;
using Dapper;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>What a course has come to, as SHA-256: the canonical export of its run, every file handed out, and every row of every table but salts, seals and what is random by purpose.</summary>
internal static class Content
{
    private static readonly LawPack Pack = LawPack.Load(Path.Combine(Program.Root, "law", "vn"));

    /// <summary>Of a table without rows.</summary>
    public static readonly string Nothing = Hash([]);

    public static IReadOnlyDictionary<string, string> Of(Course course)
    {
        using var database = Open(course);
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using (var connection = database.Connect())
        {
            foreach (var (table, _) in Database.StatusOf(Address(course), []).Tables.Where(table => !Left(table.Table)))
            {
                content["table " + table] = Rows(connection, table);
            }
        }

        var book = new PayrollBook(database, Pack);
        foreach (var run in ShowRun.All(book))
        {
            content[$"export {run.Month}"] = Hash(RunExport.Write(book, run.Id));
        }

        foreach (var file in Directory.Exists(course.Orders) ? Directory.EnumerateFiles(course.Orders) : [])
        {
            content["file " + Path.GetFileName(file)] = Hash(File.ReadAllBytes(file));
        }

        return content;
    }

    /// <summary>The audit trail verifies from its first event on and nothing waits to be sealed.</summary>
    public static void Sealed(Course course)
    {
        using var database = Open(course);
        using var connection = database.Connect();
        var last = AuditChain.Last(connection);
        Assert.NotNull(last);
        var verifier = new AuditVerifier([last.Key], [last.Digest]);
        AuditChain.Write(database, verifier.Read, CancellationToken.None);
        Assert.Empty(verifier.Verdict().Faults);
        Assert.Equal((0, 0), (AuditChain.Waiting(connection), AuditChain.Lost(connection)));
    }

    /// <summary>Lines, orders, ledger and guard agree: what <c>payroll verify</c> looks at.</summary>
    public static void Verified(Course course)
    {
        using var database = Open(course);
        Assert.Empty(VerifyPayroll.Execute(new PayrollBook(database, Pack), full: false).Faults);
    }

    /// <summary>A connection is not kept: the server may be killed, or the database copied, while nobody looks.</summary>
    private static string Address(Course course) => course.Server is null ? course.Source : course.Source + ";Pooling=false";

    private static Database Open(Course course) => Database.Open(Address(course), TimeProvider.System, PayrollBook.Modules, course.KeyFile);

    /// <summary>Salts and seals are random by purpose; who drew a run up together with whom is not what it came to.</summary>
    private static bool Left(string table) =>
        table is "audit_salt" or "audit_block" or "audit_sealed" or "audit_unsealed" || table.StartsWith("payroll_draw_up", StringComparison.Ordinal) || table.StartsWith("qrtz_", StringComparison.Ordinal);

    private static string Rows(DbConnection connection, string table)
    {
        using var reader = connection.ExecuteReader($"select * from {table}");
        var columns = Enumerable.Range(0, reader.FieldCount).Where(column => reader.GetName(column) != "commitment").ToList();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', columns.Select(column => reader.GetValue(column) switch
            {
                byte[] bytes => Convert.ToHexStringLower(bytes),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            })));
        }

        rows.Sort(StringComparer.Ordinal);
        return Hash(Encoding.UTF8.GetBytes(string.Join('\n', rows)));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
