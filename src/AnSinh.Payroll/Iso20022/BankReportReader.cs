using System.Security.Cryptography;

namespace AnSinh.Payroll.Iso20022;

/// <summary>Reads a file from a bank (pain.002.001.10, camt.053.001.08 or camt.054.001.08), whole or not at all.</summary>
public static class BankReportReader
{
    /// <exception cref="PayrollRefusedException">Cut off, another message or version, against its schema, or sums that do not add up: every fault with its place.</exception>
    public static BankReport Read(byte[] file, string fileName)
    {
        using var stream = new MemoryStream(file, writable: false);
        var digest = Convert.ToHexStringLower(SHA256.HashData(file));
        var schema = MessageSchema.Recognise(stream);
        if (schema == MessageSchema.Pain002)
        {
            return PaymentStatusReader.Read(schema.Read(stream, fileName), fileName, digest);
        }

        if (schema == MessageSchema.Camt054)
        {
            return DebitCreditReader.Read(schema.Read(stream, fileName), fileName, digest);
        }

        if (schema == MessageSchema.Camt053)
        {
            return AccountStatementReader.Read(schema.Read(stream, fileName), fileName, digest);
        }

        throw new PayrollRefusedException(
            "Không phải tệp đối soát: cần pain.002.001.10, camt.053.001.08 hoặc camt.054.001.08", "Not a bank report: expected pain.002.001.10, camt.053.001.08 or camt.054.001.08", fileName);
    }
}
