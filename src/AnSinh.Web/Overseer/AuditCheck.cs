using AnSinh.Storage;
using AnSinh.Storage.Audit;

namespace AnSinh.Web.Overseer;

/// <summary>The audit chain of this database verified from its first block, with the public keys that stand beside it. Whoever does not trust this machine verifies an export elsewhere.</summary>
internal static class AuditCheck
{
    public static AuditVerdict Of(Database database)
    {
        var folder = SealingKey.Folder(database.Keys);
        var trusted = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.pub").Select(SealingKey.ReadPublic).ToList() : [];
        var verifier = new AuditVerifier(trusted, []);
        AuditChain.Write(database, verifier.Read, CancellationToken.None);
        using var connection = database.Connect();
        if (AuditChain.Lost(connection) is > 0 and var lost)
        {
            verifier.Fault("audit_event", $"{lost} sự kiện không nằm trong khối nào và cũng không chờ được niêm phong", $"{lost} events stand in no block and do not wait for one");
        }

        return verifier.Verdict();
    }
}
