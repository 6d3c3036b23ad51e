using System.Text.Json;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;

namespace AnSinh.Cli;

/// <summary>What is swept.</summary>
internal sealed record SweepRequest(RegistrySnapshot Snapshot, AreaScope Scope, BenefitMonth Month, DateOnly KnownAt);

/// <summary>Runs a sweep into a folder, a JSON document, or both; nothing stands in the folder before everything does.</summary>
internal sealed class SweepOutput(LawPack pack, SweepRequest request, CancellationToken cancellation)
{
    private readonly List<string> _files = [];

    public SweepTotals Totals { get; private set; } = new(0, 0, new Dictionary<SweepKind, int>(), Vnd.Zero);

    /// <summary>The changes; empty where nothing was compared.</summary>
    public IReadOnlyList<SweepChange> Changes { get; private set; } = [];

    public IReadOnlyList<string> Files => _files;

    /// <param name="folder">Where the lists go; null for none.</param>
    /// <param name="asJson">One document on standard output.</param>
    /// <param name="since">What to compare with; null for nothing.</param>
    public void Run(string? folder, bool asJson, SweepChanges? since)
    {
        if (folder is null)
        {
            using var output = asJson ? Console.OpenStandardOutput() : Stream.Null;
            Write(output, null, since);
            return;
        }

        using var target = new SweepFolder(folder);
        using (var document = target.Create(SweepFolder.Document))
        {
            Write(document, target, since);
        }

        target.Complete();
        if (asJson)
        {
            using var document = File.OpenRead(target.PathOf(SweepFolder.Document));
            using var output = Console.OpenStandardOutput();
            document.CopyTo(output);
        }
    }

    private void Write(Stream stream, SweepFolder? target, SweepChanges? since)
    {
        var (sweep, files) = (new RegisterSweep(pack), new SweepFiles(pack, request.Month, request.KnownAt, Say.Vietnamese));
        using var json = new Utf8JsonWriter(stream, SweepFiles.Json);
        Begin(json);
        foreach (var commune in ByCommune(sweep.Run(request.Snapshot, request.Scope, request.Month, request.KnownAt, cancellation)))
        {
            foreach (var entry in commune)
            {
                SweepFiles.WriteJson(json, entry, Say.Vietnamese);
                since?.Meet(SweepLine.Of(entry, Say.Vietnamese));
            }

            json.Flush();
            foreach (var (name, text) in target is null ? [] : files.Of(commune[0].Place, commune))
            {
                Keep(target!, name, text);
            }

            cancellation.ThrowIfCancellationRequested();
        }

        (Totals, Changes) = (sweep.Totals, since?.All() ?? []);
        if (target is not null && since is not null)
        {
            Keep(target, "changes.csv", SweepFiles.Csv(Changes));
            Keep(target, "changes.json", JsonSerializer.Serialize(new { since = since.Since, changes = Changes.Select(change => new { change = change.What, entry = change.Line }) }, ChangesJson));
        }

        End(json, since);
    }

    private static readonly JsonSerializerOptions ChangesJson = new(Session.Json) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private void Keep(SweepFolder target, string name, string text)
    {
        target.Write(name, text);
        _files.Add(target.PathOf(name));
    }

    /// <summary>The entries come commune by commune; one commune at a time is held.</summary>
    private static IEnumerable<List<SweepEntry>> ByCommune(IEnumerable<SweepEntry> entries)
    {
        var current = new List<SweepEntry>();
        foreach (var entry in entries)
        {
            if (current.Count > 0 && current[0].Place != entry.Place)
            {
                yield return current;
                current = [];
            }

            current.Add(entry);
        }

        if (current.Count > 0)
        {
            yield return current;
        }
    }

    private void Begin(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("month", request.Month.ToString());
        json.WriteString("knownAt", Database.Iso(request.KnownAt));
        json.WriteNumber("knowledge", request.Snapshot.Number.Value);
        json.WriteString("lawPack", pack.Hash);
        json.WriteString("area", request.Scope.ToString());
        json.WriteStartArray("entries");
    }

    private void End(Utf8JsonWriter json, SweepChanges? since)
    {
        json.WriteEndArray();
        json.WriteStartObject("totals");
        json.WriteNumber("households", Totals.Households);
        json.WriteNumber("people", Totals.People);
        foreach (var kind in Enum.GetValues<SweepKind>())
        {
            json.WriteNumber(kind.Code(), Totals.PeopleByKind[kind]);
        }

        json.WriteNumber("not_served_amount", Totals.NotServedAmount.Amount);
        json.WriteEndObject();
        if (since is not null)
        {
            json.WriteStartObject("changes");
            json.WriteString("since", since.Since);
            foreach (var what in SweepText.Changes)
            {
                json.WriteNumber(what, Changes.Count(change => change.What == what));
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("files");
        foreach (var file in _files)
        {
            json.WriteStringValue(file);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
