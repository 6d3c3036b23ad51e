using System.Text.Json;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Simulation.Sweep;

/// <summary>An entry as the JSON of a sweep has it; benefits and facts separated by spaces, the amount in VND.</summary>
public sealed record SweepLine(string Kind, string Place, string Household, string Person, string Name, string Born, string Benefits, long Amount, string Text, string Facts, string Ref)
{
    public static SweepLine Of(SweepEntry entry, bool vietnamese) => new(
        entry.Kind.Code(), entry.Place.Value, entry.Household.Value, entry.Person.Value, entry.Name, entry.Born.ToString(), string.Join(' ', entry.Benefits), entry.Amount.Amount,
        string.Join("; ", entry.Texts.Select(text => text.In(vietnamese))), string.Join(' ', entry.Facts), entry.Ref);

    /// <summary>Everything but words: they depend on the language in which the list was written.</summary>
    internal (string, string, string, long, string, string) Content => (Place, Household, Benefits, Amount, Facts, Ref);
}

/// <param name="What"><c>new</c>, <c>changed</c> or <c>gone</c>.</param>
/// <param name="Line">As it is now; one that is gone, as it was.</param>
public sealed record SweepChange(string What, SweepLine Line);

/// <summary>
/// What changed since an earlier sweep. Entries of one person and kind that say the same are no change; of the others as many as there were before are changed, the rest new or gone.
/// </summary>
public sealed class SweepChanges
{
    private readonly Dictionary<(string Kind, string Person), List<SweepLine>> _before = [];
    private readonly List<SweepLine> _now = [];

    private SweepChanges(string since, IEnumerable<SweepLine> before)
    {
        Since = since;
        foreach (var line in before)
        {
            (_before.TryGetValue((line.Kind, line.Person), out var lines) ? lines : _before[(line.Kind, line.Person)] = []).Add(line);
        }
    }

    /// <summary>The earlier sweep: month, and the day it was known at.</summary>
    public string Since { get; }

    /// <summary>Everything is new: there is no earlier sweep.</summary>
    public static SweepChanges FromNothing() => new("", []);

    /// <param name="path">The JSON of a sweep, or its folder.</param>
    /// <param name="area">The area swept now.</param>
    /// <exception cref="StorageException">It is no complete sweep, or one of another area.</exception>
    public static SweepChanges From(string path, string area)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, SweepFolder.Document) : path;
        if (!File.Exists(file))
        {
            throw new StorageException($"Không có lần rà soát trước ở {path}.", $"There is no earlier sweep at {path}.");
        }

        try
        {
            using var stream = File.OpenRead(file);
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement;
            root.GetProperty("totals");
            var of = root.GetProperty("area").GetString()!;
            return of == area
                ? new SweepChanges($"{root.GetProperty("month").GetString()} {root.GetProperty("knownAt").GetString()}", [.. root.GetProperty("entries").EnumerateArray().Select(Line)])
                : throw new StorageException($"{path} là rà soát của địa bàn {of}, không phải {area}: không so được.", $"{path} is a sweep of the area {of}, not of {area}: they cannot be compared.");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new StorageException($"{file} không phải là kết quả rà soát trọn vẹn: {error.Message}", $"{file} is not a complete sweep: {error.Message}");
        }
    }

    /// <summary>Takes an entry of the sweep that is running.</summary>
    public void Meet(SweepLine line)
    {
        var same = _before.TryGetValue((line.Kind, line.Person), out var lines) ? lines.FindIndex(before => before.Content == line.Content) : -1;
        if (same >= 0)
        {
            lines!.RemoveAt(same);
        }
        else
        {
            _now.Add(line);
        }
    }

    /// <summary>All changes, by commune; ask after the last entry was met.</summary>
    public IReadOnlyList<SweepChange> All()
    {
        var (changes, left) = (new List<SweepChange>(), _before.ToDictionary(lines => lines.Key, lines => new Queue<SweepLine>(lines.Value)));
        foreach (var line in _now)
        {
            changes.Add(new(left.TryGetValue((line.Kind, line.Person), out var lines) && lines.TryDequeue(out _) ? "changed" : "new", line));
        }

        changes.AddRange(left.Values.SelectMany(lines => lines).Select(line => new SweepChange("gone", line)));
        return [.. changes.OrderBy(change => change.Line.Place, StringComparer.Ordinal).ThenBy(change => change.Line.Household, StringComparer.Ordinal).ThenBy(change => change.Line.Person, StringComparer.Ordinal)];
    }

    private static SweepLine Line(JsonElement entry)
    {
        string Text(string name) => entry.GetProperty(name).GetString() ?? "";
        string Texts(string name) => string.Join(' ', entry.GetProperty(name).EnumerateArray().Select(value => value.GetString()));
        return new(
            Text("kind"), Text("place"), Text("household"), Text("person"), Text("name"), Text("born"), Texts("benefits"), entry.GetProperty("amount").GetInt64(), Text("text"), Texts("facts"), Text("ref"));
    }
}
