namespace AnSinh.Storage.Audit;

/// <summary>An export of the chain as a file: lines of UTF-8, each ended by a line feed.</summary>
public static class AuditFile
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Writes the file whole or not at all.</summary>
    public static (long Blocks, long Events) Write(Database database, string path, CancellationToken cancellation)
    {
        var half = path + ".part";
        try
        {
            (long, long) written;
            using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None, ChunkBytes))
            {
                written = AuditChain.Write(database, line =>
                {
                    stream.Write(line);
                    stream.WriteByte((byte)'\n');
                }, cancellation);
                stream.Flush(flushToDisk: true);
            }

            File.Move(half, path, overwrite: true);
            return written;
        }
        finally
        {
            File.Delete(half);
        }
    }

    /// <summary>Gives a stream's lines to a verifier; a file that does not end with a line break, or has a line beyond <see cref="AuditVerifier.LongestLine"/>, is a fault.</summary>
    /// <param name="stream">Read to its end once.</param>
    /// <param name="verifier">Takes the lines.</param>
    /// <param name="progress">Hears how many bytes were read.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    public static void Read(Stream stream, AuditVerifier verifier, Action<long> progress, CancellationToken cancellation)
    {
        var buffer = new byte[AuditVerifier.LongestLine + ChunkBytes];
        var (kept, total) = (0, 0L);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = stream.Read(buffer, kept, buffer.Length - kept);
            if (read == 0)
            {
                break;
            }

            total += read;
            progress(total);
            var rest = buffer.AsSpan(0, kept + read);
            while (rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                verifier.Read(rest[..end]);
                rest = rest[(end + 1)..];
            }

            if (rest.Length > AuditVerifier.LongestLine)
            {
                verifier.Fault("dòng quá dài: đây không phải tệp xuất nhật ký", "the line is too long: this is no audit export");
                return;
            }

            rest.CopyTo(buffer);
            kept = rest.Length;
        }

        if (kept > 0)
        {
            verifier.Read(buffer.AsSpan(0, kept));
            verifier.Fault("dòng cuối không kết thúc", "the last line is not ended");
        }
    }
}
