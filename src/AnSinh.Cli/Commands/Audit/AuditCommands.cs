using System.CommandLine;
using AnSinh.Storage;
using AnSinh.Storage.Audit;

namespace AnSinh.Cli.Commands.Audit;

/// <summary><c>ansinh audit</c>: the chain of signed blocks over everything that was done.</summary>
internal static class AuditCommands
{
    public static readonly Option<bool> Json = new("--json") { Description = "kết quả dạng JSON / result as JSON" };

    public static Command Create() => new("audit", "nhật ký được niêm phong / the sealed audit trail")
    {
        Seal(),
        DigestCommand.Create(),
        Key(),
        Export(),
        VerifyCommand.Create(),
    };

    private static Command Seal()
    {
        var follow = new Option<bool>("--follow") { Description = "chạy tiếp và niêm phong những gì mới đến / go on and seal what comes" };
        var every = new Option<int>("--every") { Description = "số giây giữa hai lần (1-60) / seconds between two looks", DefaultValueFactory = _ => 2 };
        var command = new Command("seal", "niêm phong các sự kiện đang chờ / seal the events that wait") { follow, every };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
        {
            if (parse.GetValue(every) is < 1 or > 60)
            {
                Say.Error("--every: số từ 1 đến 60", "--every: a number from 1 to 60");
                return CommandLine.BadInput;
            }

            using var database = Session.OpenExisting(parse);
            var sealer = new Sealer(database);
            if (!parse.GetValue(follow))
            {
                sealer.Seal(cancellation).ToList().ForEach(Tell);
                return CommandLine.Done;
            }

            sealer.Follow(TimeSpan.FromSeconds(parse.GetValue(every)), (block, fault) =>
            {
                if (block is not null)
                {
                    Tell(block);
                }
                else
                {
                    Say.Error(fault!.Vietnamese, fault.English);
                }
            }, cancellation).GetAwaiter().GetResult();
            return CommandLine.Done;
        })));
        return command;
    }

    private static Command Key()
    {
        var change = new Option<bool>("--new") { Description = "thay khóa; khóa cũ bị hủy / change the key; the old one is destroyed" };
        var target = new Option<string?>("--out") { Description = "ghi khóa công khai vào tệp / write the public key to a file" };
        var command = new Command("key", "khóa công khai của niêm phong / the public key of the seals") { change, target };
        command.SetAction(parse => Session.Guard(() =>
        {
            using var database = Session.OpenExisting(parse);
            if (parse.GetValue(change))
            {
                new Sealer(database).ChangeKey(Session.Actor(parse));
                Say.Note("Đã thay khóa; hãy giao khóa công khai mới cho bên giám sát.", "The key was changed; hand the new public key to the overseer.");
            }

            var source = CurrentKey(database);
            if (parse.GetValue(target) is { } path)
            {
                File.Copy(source, path, overwrite: true);
            }

            Console.WriteLine(parse.GetValue(target) ?? source);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Export()
    {
        var target = new Option<string>("--out") { Description = "tệp ghi ra / file to write", Required = true };
        var command = new Command("export", "xuất toàn bộ nhật ký đã niêm phong / write the whole sealed trail") { target };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
        {
            using var database = Session.OpenExisting(parse);
            new Sealer(database).Seal(cancellation);
            var (blocks, events) = AuditFile.Write(database, parse.GetValue(target)!, cancellation);
            Console.WriteLine(parse.GetValue(target));
            Say.Note($"{blocks} khối, {events} sự kiện. Khóa công khai: {CurrentKey(database)}", $"{blocks} blocks, {events} events. Public key: {CurrentKey(database)}");
            return CommandLine.Done;
        })));
        return command;
    }

    /// <summary>The file of the public key that signs next.</summary>
    public static string CurrentKey(Database database)
    {
        new Sealer(database).Seal();
        using var connection = database.Connect();
        var last = AuditChain.Last(connection) ?? throw new StorageException("Chưa có sự kiện nào được ghi.", "Nothing has been recorded yet.");
        return SealingKey.PublicPath(SealingKey.Folder(database.Keys), AuditChain.NextKey(connection, last));
    }

    private static void Tell(AuditBlock block) => Say.Note(
        $"khối {block.Number}: {block.Events} sự kiện, {block.Digest}", $"block {block.Number}: {block.Events} events, {block.Digest}");
}
