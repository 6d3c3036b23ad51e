using System.CommandLine;
using System.Text.Json;
using AnSinh.Storage;
using AnSinh.Storage.Audit;

namespace AnSinh.Cli.Commands.Audit;

/// <summary><c>ansinh audit digest</c>: what is handed outside, to the province and the overseer, so that history up to it can be held against it for ever.</summary>
internal static class DigestCommand
{
    public static Command Create()
    {
        var target = new Option<string?>("--out") { Description = "ghi vào tệp JSON / write a JSON file" };
        var command = new Command("digest", "mã niêm phong của toàn bộ lịch sử đến nay / the digest of all history so far") { target, AuditCommands.Json };
        command.SetAction(parse => Session.Guard(() =>
        {
            using var database = Session.OpenExisting(parse);
            var key = AuditCommands.CurrentKey(database);
            using var connection = database.Connect();
            var last = AuditChain.Last(connection)!;
            var shape = JsonSerializer.Serialize(
                new { digest = last.Digest.ToString(), block = last.Number, events = last.Last, sealedAt = last.SealedAt, simulated = last.Simulated, publicKey = File.ReadAllText(key) }, Session.Json);
            if (parse.GetValue(target) is { } path)
            {
                File.WriteAllText(path, shape + "\n");
            }

            Console.WriteLine(parse.GetValue(AuditCommands.Json) ? shape : last.Digest.ToString());
            Say.Note($"Khối {last.Number}, {last.Last} sự kiện, niêm phong lúc {last.SealedAt}.", $"Block {last.Number}, {last.Last} events, sealed at {last.SealedAt}.");
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>A digest as typed from paper, or the file written by <c>--out</c>.</summary>
    /// <exception cref="StorageException">Neither.</exception>
    public static AuditDigest Read(string given)
    {
        if (AuditDigest.TryParse(given, out var digest))
        {
            return digest;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(given));
            if (document.RootElement.TryGetProperty("digest", out var text) && AuditDigest.TryParse(text.GetString(), out digest))
            {
                return digest;
            }
        }
        catch (Exception error) when (error is IOException or JsonException or InvalidOperationException or UnauthorizedAccessException)
        {
            // Said below: it is neither form.
        }

        throw new StorageException(
            $"--digest {given}: cần SỐ-KHỐI:64 chữ số hệ 16, hoặc tệp do 'audit digest --out' ghi.", $"--digest {given}: expected BLOCK:64 hexadecimal digits, or a file written by 'audit digest --out'.");
    }
}
