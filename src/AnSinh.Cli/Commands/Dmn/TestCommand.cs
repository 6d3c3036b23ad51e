using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AnSinh.Dmn.Compatibility;

namespace AnSinh.Cli.Commands.Dmn;

/// <summary><c>ansinh dmn test DIR [--json]</c>: runs a folder tree of compatibility tests.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "thư mục kiểm thử / folder of tests" };
        var json = new Option<bool>("--json") { Description = "một tài liệu JSON / one JSON document" };
        var command = new Command("test", "Chạy bộ kiểm thử tương thích DMN / run DMN compatibility tests") { folder, json };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(folder)!, parse.GetValue(json))));
        return command;
    }

    private static int Run(string folder, bool json)
    {
        if (!Directory.Exists(folder))
        {
            Say.Error($"Không có thư mục {folder}; cần thư mục chứa tệp kiểm thử .xml và mô hình .dmn.", $"There is no folder {folder}; expected one with test files (.xml) and models (.dmn).");
            return CommandLine.BadInput;
        }
        KitReport report = KitRunner.Run(folder);
        if (report.Folders.Count == 0)
        {
            Say.Error($"Không có tệp kiểm thử DMN trong {folder}.", $"There are no DMN test files in {folder}.");
            return CommandLine.BadInput;
        }
        if (json)
        {
            WriteJson(report);
        }
        else
        {
            WriteText(report);
        }
        return report.Failed == 0 ? CommandLine.Done : CommandLine.Findings;
    }

    private static void WriteText(KitReport report)
    {
        foreach (KitFolder folder in report.Folders)
        {
            Console.WriteLine($"{folder.Name}: {folder.Passed} passed, {folder.Failed} failed");
            foreach (KitFailure failure in folder.Failures)
            {
                Console.WriteLine($"  {failure.File} {failure.Case} {failure.Node}");
                Console.WriteLine($"    expected {failure.Expected}");
                Console.WriteLine($"    actual   {failure.Actual}");
                if (failure.Message.Length > 0)
                {
                    Console.WriteLine($"    message  {failure.Message}");
                }
            }
        }
        Console.WriteLine($"mean of folders {Percent(report.MeanOfFolders)}");
        Console.WriteLine($"non-null expectations {Percent(report.NonNullRate)} ({report.NonNullPassed} passed, {report.NonNullFailed} failed)");
        Console.WriteLine($"tolerance {TestValue.Tolerance}");
        Console.WriteLine($"{report.Passed} passed, {report.Failed} failed");
    }

    private static string Percent(decimal rate) => (rate * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    private static void WriteJson(KitReport report)
    {
        using Stream output = Console.OpenStandardOutput();
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteNumber("passed", report.Passed);
        writer.WriteNumber("failed", report.Failed);
        writer.WriteStartArray("folders");
        foreach (KitFolder folder in report.Folders)
        {
            writer.WriteStartObject();
            writer.WriteString("name", folder.Name);
            writer.WriteNumber("passed", folder.Passed);
            writer.WriteNumber("failed", folder.Failed);
            writer.WriteStartArray("failures");
            foreach (KitFailure failure in folder.Failures)
            {
                writer.WriteStartObject();
                writer.WriteString("file", failure.File);
                writer.WriteString("case", failure.Case);
                writer.WriteString("node", failure.Node);
                writer.WriteString("expected", failure.Expected);
                writer.WriteString("actual", failure.Actual);
                writer.WriteString("message", failure.Message);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteNumber("meanOfFolders", report.MeanOfFolders);
        writer.WriteStartObject("nonNull");
        writer.WriteNumber("passed", report.NonNullPassed);
        writer.WriteNumber("failed", report.NonNullFailed);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
