using System.Security.Cryptography;

namespace AnSinh.Payroll.Iso20022;

/// <summary>Reads a file from a bank (pain.002.001.10, camt.053.001.08 or camt.054.001.08), whole or not at all, and transaction by transaction: a file of a million takes no more than what it states.</summary>
public static class BankReportReader
{
    /// <exception cref="PayrollRefusedException">Cut off, another message or version, against its schema, or sums that do not add up: every fault with its place.</exception>
    public static BankReport Read(byte[] file, string fileName) => Read(() => new MemoryStream(file, writable: false), fileName);

    /// <param name="open">The file from its beginning, each time anew.</param>
    /// <param name="fileName">For messages.</param>
    /// <inheritdoc cref="Read(byte[], string)"/>
    internal static BankReport Read(Func<Stream> open, string fileName)
    {
        MessageSchema? schema;
        using (var beginning = open())
        {
            schema = MessageSchema.Recognise(beginning);
        }

        using var whole = open();
        var digest = Convert.ToHexStringLower(SHA256.HashData(whole));
        using var stream = open();
        return schema == MessageSchema.Pain002 ? new PaymentStatusReader(fileName).Read(stream, digest)
            : schema == MessageSchema.Camt054 ? new DebitCreditReader(fileName).Read(stream, digest)
            : schema == MessageSchema.Camt053 ? new AccountStatementReader(fileName).Read(stream, digest)
            : throw new PayrollRefusedException(
                "Không phải tệp đối soát: cần pain.002.001.10, camt.053.001.08 hoặc camt.054.001.08", "Not a bank report: expected pain.002.001.10, camt.053.001.08 or camt.054.001.08", fileName);
    }
}
