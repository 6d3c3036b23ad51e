using System.Text.Json;
using AnSinh.Law;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;
using Xunit;

namespace AnSinh.Simulation.Tests.Sweep;

/// <summary>A folder with its name is a whole sweep; what changed is told from two of them.</summary>
public sealed class SweepFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ansinh-folder-");

    private string Target => Path.Combine(_folder.FullName, "sweep");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_takes_its_name_only_when_it_is_complete()
    {
        using (var folder = new SweepFolder(Target))
        {
            folder.Write(SweepFolder.Document, "1");
            Assert.False(Directory.Exists(Target));
            folder.Complete();
        }

        Assert.True(SweepFolder.IsComplete(Target));
        Assert.Equal([Target], _folder.EnumerateFileSystemInfos().Select(left => left.FullName));
    }

    [Fact]
    public void An_interrupted_sweep_leaves_the_one_before_and_nothing_of_its_own()
    {
        Write("1");
        using (var folder = new SweepFolder(Target))
        {
            folder.Write(SweepFolder.Document, "2");
        }

        Assert.Equal("1", File.ReadAllText(Path.Combine(Target, SweepFolder.Document)));
        Assert.Equal([Target], _folder.EnumerateFileSystemInfos().Select(left => left.FullName));
    }

    [Fact]
    public void What_a_killed_sweep_left_is_removed_and_a_sweep_moved_aside_comes_back()
    {
        Write("1");
        Directory.Move(Target, Target + ".replaced");
        Directory.CreateDirectory(Target + ".partial");
        File.WriteAllText(Path.Combine(Target + ".partial", "half.csv"), "");
        using (var folder = new SweepFolder(Target))
        {
            Assert.True(SweepFolder.IsComplete(Target));
            folder.Write(SweepFolder.Document, "2");
            folder.Complete();
        }

        Assert.Equal([SweepFolder.Document], Directory.EnumerateFiles(Target).Select(Path.GetFileName));
        Assert.Equal("2", File.ReadAllText(Path.Combine(Target, SweepFolder.Document)));
    }

    [Fact]
    public void Two_sweeps_never_write_one_folder_and_other_folders_are_left_alone()
    {
        using (new SweepFolder(Target))
        {
            Assert.Throws<StorageException>(() => new SweepFolder(Target));
        }

        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "letter.txt"), "");
        Assert.Throws<StorageException>(() => new SweepFolder(Target));
        Assert.True(File.Exists(Path.Combine(Target, "letter.txt")));
    }

    [Fact]
    public void Entries_are_new_changed_gone_or_the_same_whatever_the_language()
    {
        var before = Entry(SweepKind.NotServed, "p1", 540_000);
        Save(before, Entry(SweepKind.NotServed, "p2", 540_000), Entry(SweepKind.MayBe, "p3", 0));
        var changes = SweepChanges.From(Target, "*");
        foreach (var entry in new[] { before, Entry(SweepKind.NotServed, "p2", 1_080_000), Entry(SweepKind.NotServed, "p3", 540_000) })
        {
            changes.Meet(SweepLine.Of(entry, vietnamese: false));
        }

        Assert.Equal(["changed not_served p2 1080000", "new not_served p3 540000", "gone may_be p3 0"], changes.All().Select(change => $"{change.What} {change.Line.Kind} {change.Line.Person} {change.Line.Amount}"));
    }

    [Theory]
    [InlineData("{ \"month\": \"2026-11\", \"entries\": [")]
    [InlineData("{ \"month\": \"2026-11\", \"area\": \"*\", \"entries\": [] }")]
    [InlineData("[]")]
    public void A_sweep_that_is_not_whole_is_not_compared_with(string text)
    {
        Write(text);
        Assert.Throws<StorageException>(() => SweepChanges.From(Target, "*"));
        Assert.Throws<StorageException>(() => SweepChanges.From(Target + "-elsewhere", "*"));
    }

    [Fact]
    public void A_sweep_of_another_area_is_not_compared_with()
    {
        Save();
        Assert.Empty(SweepChanges.From(Target, "*").All());
        Assert.Contains("01", Assert.Throws<StorageException>(() => SweepChanges.From(Target, "01")).English, StringComparison.Ordinal);
    }

    private void Write(string text)
    {
        using var folder = new SweepFolder(Target);
        folder.Write(SweepFolder.Document, text);
        folder.Complete();
    }

    private void Save(params SweepEntry[] entries)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("month", "2026-11");
            json.WriteString("knownAt", "2026-11-30");
            json.WriteString("area", "*");
            json.WriteStartArray("entries");
            foreach (var entry in entries)
            {
                SweepFiles.WriteJson(json, entry, vietnamese: true);
            }

            json.WriteEndArray();
            json.WriteStartObject("totals");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        Write(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static SweepEntry Entry(SweepKind kind, string person, long amount) =>
        new(kind, PlaceCode.Parse("05206"), new("h"), new(person), "Bùi Thị Hoa", BirthDate.OfYear(1951), [new("htxh.75")], new(amount), [new("vì", "because")], ["born"], "Điều 21");
}
