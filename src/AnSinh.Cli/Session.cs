using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Storage.Audit;

namespace AnSinh.Cli;

/// <summary>Where a command works, on which day and in whose name: options that every command has.</summary>
internal static class Session
{
    public static readonly Option<string> DatabaseOption = new("--db")
    {
        Description = "tệp SQLite (mặc định ansinh.db) hoặc địa chỉ PostgreSQL Host=...;Database=... / SQLite file or PostgreSQL address",
        DefaultValueFactory = _ => "ansinh.db",
        Recursive = true,
    };

    public static readonly Option<string?> TodayOption = new("--today")
    {
        Description = "ngày giả định yyyy-MM-dd, ghi rõ trong nhật ký / a simulated day, marked as such in the audit trail",
        Recursive = true,
    };

    public static readonly Option<string> ActorOption = new("--as")
    {
        Description = "người thực hiện (mặc định: tên đăng nhập) / who acts (default: login name)",
        DefaultValueFactory = _ => Environment.UserName,
        Recursive = true,
    };

    /// <summary>How every command writes JSON: indented, Vietnamese as it is.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>The database this command has opened.</summary>
    private static string? _opened;

    /// <exception cref="StorageException">The day given does not exist.</exception>
    public static TimeProvider Clock(ParseResult parse)
    {
        if (parse.GetValue(TodayOption) is not { } text)
        {
            return TimeProvider.System;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new SimulatedClock(day)
            : throw new StorageException($"--today {text}: cần một ngày có thật dạng yyyy-MM-dd.", $"--today {text}: expected a date that exists as yyyy-MM-dd.");
    }

    public static string Actor(ParseResult parse) => parse.GetValue(ActorOption)!;

    /// <summary>Opens the database with the tables of the register and of the modules given; creates it when absent.</summary>
    public static Database Open(ParseResult parse, params IEnumerable<MigrationSet> modules)
    {
        _opened = parse.GetValue(DatabaseOption)!;
        return Database.Open(parse.GetValue(DatabaseOption)!, Clock(parse), modules.Prepend(Register.Migrations), progress: TellFilled);
    }

    /// <summary>Says how far the filling of new tables is, where it takes long.</summary>
    public static void TellFilled(long done, long of)
    {
        if (of >= 64 && (done % 32 == 0 || done == of))
        {
            Say.Note($"bổ sung bảng mới từ dữ liệu đã có: {done}/{of} phần", $"filling new tables from what is there: {done} of {of} parts");
        }
    }

    /// <summary>Seals what the command committed. What keeps it from that is no fault of the command: the events wait for the next one.</summary>
    public static void SealWhatWasWritten(ParseResult parse)
    {
        if (_opened is null)
        {
            return;
        }

        try
        {
            using var database = Open(parse);
            new Sealer(database).Seal();
        }
        catch (StorageException fault)
        {
            Say.Note(fault.Vietnamese, fault.English);
        }
        catch (DbException)
        {
            // Busy or full: said by the command itself where it matters.
        }
    }

    /// <summary>Opens a database that is there, to read from it.</summary>
    /// <exception cref="StorageException">There is no such database.</exception>
    public static Database OpenExisting(ParseResult parse, params IEnumerable<MigrationSet> modules)
    {
        var source = parse.GetValue(DatabaseOption)!;
        return Database.Exists(source)
            ? Open(parse, modules)
            : throw new StorageException($"Không có cơ sở dữ liệu {source}; hãy chỉ bằng --db.", $"There is no database {source}; name it with --db.");
    }

    /// <summary>Runs a command's work and says what went wrong in the user's language.</summary>
    public static int Guard(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (StorageException error)
        {
            Say.Error(error.Vietnamese, error.English);
        }
        catch (DbException error) when (_opened is not null && Database.Explain(_opened, error) is { } explained)
        {
            Say.Error(explained.Vietnamese, explained.English);
        }
        catch (Law.LawPackException error)
        {
            foreach (var fault in error.Faults)
            {
                Say.Error(fault.Text(vietnamese: true), fault.Text(vietnamese: false));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Say.Error($"không đọc hoặc ghi được tệp: {error.Message}", $"a file cannot be read or written: {error.Message}");
        }
        catch (DbException error)
        {
            Say.Error($"cơ sở dữ liệu báo lỗi, chưa có gì thay đổi: {error.Message}", $"the database reports a fault, nothing was changed: {error.Message}");
        }
        catch (OperationCanceledException)
        {
            Say.Error("đã dừng; chưa có gì thay đổi.", "stopped; nothing was changed.");
        }

        return CommandLine.BadInput;
    }
}
