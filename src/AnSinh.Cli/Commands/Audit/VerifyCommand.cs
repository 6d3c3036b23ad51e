using System.CommandLine;
using System.Text.Json;
using AnSinh.Storage;
using AnSinh.Storage.Audit;

namespace AnSinh.Cli.Commands.Audit;

/// <summary><c>ansinh audit verify</c>: holds an export, or the database itself, against public key and outside digests.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("export") { Description = "tệp do 'audit export' ghi; không có: kiểm chính cơ sở dữ liệu --db / file of 'audit export'; without: the database of --db", Arity = ArgumentArity.ZeroOrOne };
        var keys = new Option<string[]>("--key") { Description = "khóa công khai (PEM) / public key" };
        var digests = new Option<string[]>("--digest") { Description = "mã đã công bố, hoặc tệp của nó / digest handed outside, or its file", AllowMultipleArgumentsPerToken = true };
        var command = new Command("verify", "kiểm chứng nhật ký / prove the audit trail") { file, keys, digests, AuditCommands.Json };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
        {
            var outside = (parse.GetValue(digests) ?? []).Select(DigestCommand.Read).ToList();
            var trusted = (parse.GetValue(keys) ?? []).Select(SealingKey.ReadPublic).ToList();
            if (parse.GetValue(file) is not { } path)
            {
                return OfDatabase(parse, trusted, outside, cancellation);
            }

            if (trusted.Count == 0)
            {
                throw new StorageException("Cần --key KHÓA-CÔNG-KHAI.pub để kiểm một tệp xuất.", "--key PUBLIC-KEY.pub is needed to verify an export.");
            }

            var verifier = new AuditVerifier(trusted, outside);
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
            var told = 0L;
            AuditFile.Read(stream, verifier, read =>
            {
                if (read - told >= 1L << 28)
                {
                    told = read;
                    Say.Note($"đã đọc {read >> 20} / {stream.Length >> 20} MiB", $"{read >> 20} of {stream.Length >> 20} MiB read");
                }
            }, cancellation);
            return Tell(parse, verifier.Verdict(), waiting: 0);
        })));
        return command;
    }

    private static int OfDatabase(ParseResult parse, List<string> trusted, List<AuditDigest> outside, CancellationToken cancellation)
    {
        using var database = Session.OpenExisting(parse);
        var folder = SealingKey.Folder(database.Keys);
        if (trusted.Count == 0 && Directory.Exists(folder))
        {
            trusted = [.. Directory.EnumerateFiles(folder, "*.pub").Select(SealingKey.ReadPublic)];
        }

        var verifier = new AuditVerifier(trusted, outside);
        AuditChain.Write(database, verifier.Read, cancellation);
        using var connection = database.Connect();
        if (AuditChain.Lost(connection) is > 0 and var lost)
        {
            verifier.Fault("audit_event", $"{lost} sự kiện không nằm trong khối nào và cũng không chờ được niêm phong", $"{lost} events stand in no block and do not wait for one");
        }

        return Tell(parse, verifier.Verdict(), AuditChain.Waiting(connection));
    }

    private static int Tell(ParseResult parse, AuditVerdict verdict, long waiting)
    {
        if (parse.GetValue(AuditCommands.Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                ok = verdict.Ok,
                @checked = verdict.Events,
                blocks = verdict.Blocks,
                last = verdict.Last?.ToString(),
                proven = verdict.ProvenTo is { } proven ? new { digest = proven.ToString(), block = proven.Block, events = verdict.ProvenEvents } : null,
                tail = new { blocks = verdict.TailBlocks, events = verdict.TailEvents, since = verdict.TailSince },
                waiting,
                keys = verdict.Keys,
                faults = verdict.Faults.Select(fault => new { where = fault.Where, what = Say.Text(fault.Vi, fault.En) }),
                moreFaults = verdict.MoreFaults,
            }, Session.Json));
            return verdict.Ok ? CommandLine.Done : CommandLine.Findings;
        }

        foreach (var fault in verdict.Faults)
        {
            Console.WriteLine($"{fault.Where}: {Say.Text(fault.Vi, fault.En)}");
        }

        if (verdict.MoreFaults > 0)
        {
            Console.WriteLine(Say.Text($"… và {verdict.MoreFaults} sai lệch nữa", $"… and {verdict.MoreFaults} more faults"));
        }

        Say.Note(
            $"{verdict.Blocks} khối, {verdict.Events} sự kiện, {verdict.Faults.Count + verdict.MoreFaults} sai lệch.", $"{verdict.Blocks} blocks, {verdict.Events} events, {verdict.Faults.Count + verdict.MoreFaults} faults.");
        if (verdict.ProvenTo is { } to)
        {
            Say.Note($"Đã chứng minh đến khối {to.Block} ({verdict.ProvenEvents} sự kiện) bằng mã đã công bố.", $"Proven up to block {to.Block} ({verdict.ProvenEvents} events) by a digest handed outside.");
        }
        else
        {
            Say.Note("Không có phần nào được chứng minh bằng mã đã công bố.", "Nothing is proven by a digest handed outside.");
        }

        if (verdict.TailBlocks > 0)
        {
            Say.Note(
                $"Phần cuối chưa có mã công bố: {verdict.TailBlocks} khối, {verdict.TailEvents} sự kiện, từ {verdict.TailSince}; chỉ có chữ ký bảo đảm.",
                $"The tail without a digest: {verdict.TailBlocks} blocks, {verdict.TailEvents} events, since {verdict.TailSince}; only signatures stand for it.");
        }

        if (waiting > 0)
        {
            Say.Note($"{waiting} sự kiện đang chờ niêm phong.", $"{waiting} events wait to be sealed.");
        }

        return verdict.Ok ? CommandLine.Done : CommandLine.Findings;
    }
}
