using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Registry;

namespace AnSinh.Payroll.Runs;

/// <summary>Canonical JSON of a run's content: fixed order of keys and rows, amounts as integers in đồng, internal ids only. Its SHA-256 is the run's digest.</summary>
public static class RunContentJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Hashed as it is written: a month of a nation is gigabytes of it, which never stand in memory.</summary>
    public static string Digest(RunContent content)
    {
        using var hashed = new HashedBytes();
        using (var json = new Utf8JsonWriter(hashed, Options))
        {
            Write(json, content);
        }

        return hashed.Digest();
    }

    public static byte[] Write(RunContent content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, content);
        }

        return buffer.ToArray();
    }

    public static void Write(Utf8JsonWriter json, RunContent content)
    {
        content = Ordered(content);
        json.WriteStartObject();
        json.WriteStartArray("lines");
        foreach (var line in content.Lines)
        {
            Write(json, line);
        }

        WriteRest(json, content);
    }

    private static void Write(Utf8JsonWriter json, PayLine line)
    {
        json.WriteStartObject();
        json.WriteString("id", line.Id);
        json.WriteString("person", line.Person.Value);
        json.WriteString("award", line.Award.Value);
        json.WriteString("benefit", line.Benefit.Value);
        json.WriteString("for", line.Month.ToString());
        json.WriteString("kind", line.Kind == LineKind.Regular ? "regular" : "arrears");
        json.WriteNumber("sequence", line.Sequence);
        json.WriteNumber("amount", line.Amount.Amount);
        json.WriteNumber("due", line.Due.Amount);
        Parts(json, line.Parts);
        json.WriteString("payee", line.Payee);
        json.WriteString("payeeRole", line.PayeeRole);
        json.WriteString("grade", Law.EvidenceGrades.Code(line.Grade));
        json.WriteString("calculation", line.Calculation);
        json.WriteString("refs", line.Refs);
        json.WriteString("parameters", line.Parameters);
        json.WriteString("explanation", line.Explanation);
        json.WriteString("reason", line.Reason);
        json.WriteEndObject();
    }

    /// <summary>Everything after the lines.</summary>
    private static void WriteRest(Utf8JsonWriter json, RunContent content)
    {
        json.WriteEndArray();
        List(json, "receivables", content.Receivables, claim =>
        {
            json.WriteString("id", claim.Id);
            json.WriteString("person", claim.Person.Value);
            json.WriteString("award", claim.Award.Value);
            json.WriteString("benefit", claim.Benefit.Value);
            json.WriteString("for", claim.Month.ToString());
            json.WriteNumber("amount", claim.Amount.Amount);
            Parts(json, claim.Parts);
            json.WriteString("debtor", claim.Debtor);
            json.WriteString("reason", claim.Reason);
        });
        List(json, "cancelled", content.Cancelled, one =>
        {
            json.WriteString("receivable", one.Receivable);
            Parts(json, one.Parts);
        });
        List(json, "recovered", content.Recovered, one =>
        {
            json.WriteString("receivable", one.Receivable);
            json.WriteString("payment", one.Payment);
            Parts(json, one.Parts);
        });
        List(json, "reclassifications", content.Reclassifications, one =>
        {
            json.WriteString("id", one.Id);
            json.WriteString("person", one.Person.Value);
            json.WriteString("for", one.Month.ToString());
            json.WriteString("fromBenefit", one.Move.From.Value);
            json.WriteString("fromFund", one.Move.FromFund);
            json.WriteString("toBenefit", one.Move.To.Value);
            json.WriteString("toFund", one.Move.ToFund);
            json.WriteNumber("amount", one.Move.Amount.Amount);
        });
        List(json, "carried", content.Carried, one =>
        {
            json.WriteString("payment", one.Payment);
            json.WriteString("payee", one.Payee);
            json.WriteNumber("amount", one.Amount.Amount);
            json.WriteNumber("recovered", one.Recovered.Amount);
            List(json, "items", one.Items, item =>
            {
                json.WriteString("line", item.Line);
                Parts(json, item.Parts);
            });
        });
        List(json, "unpaid", content.Unpaid, one =>
        {
            json.WriteString("person", one.Person.Value);
            json.WriteString("award", one.Award.Value);
            json.WriteString("benefit", one.Benefit.Value);
            json.WriteString("for", one.Month.ToString());
            json.WriteString("why", Store.ContentStore.Code(one.Why));
            json.WriteString("detail", one.Detail);
        });
        json.WriteStartObject("bridge");
        foreach (var (name, value) in content.Bridge.Steps)
        {
            json.WriteStartObject(name);
            json.WriteNumber("count", value.Count);
            json.WriteNumber("amount", value.Amount.Amount);
            json.WriteEndObject();
        }

        json.WriteNumber("ordered", content.Bridge.Ordered.Amount);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The same content in its canonical order: by bucket, person, month and id.</summary>
    public static RunContent Ordered(RunContent content) => content with
    {
        Lines = InOrder(content.Lines, Compare),
        Receivables = InOrder(content.Receivables, static (left, right) => Compare((left.Bucket, left.Person, left.Month, left.Id), (right.Bucket, right.Person, right.Month, right.Id))),
        Cancelled = [.. content.Cancelled.OrderBy(one => one.Receivable, StringComparer.Ordinal).ThenBy(one => one.Parts.ToString(), StringComparer.Ordinal)],
        Recovered = [.. content.Recovered.OrderBy(one => one.Receivable, StringComparer.Ordinal).ThenBy(one => one.Payment, StringComparer.Ordinal)],
        Reclassifications = InOrder(content.Reclassifications, static (left, right) => Compare((left.Bucket, left.Person, left.Month, left.Id), (right.Bucket, right.Person, right.Month, right.Id))),
        Carried = [.. content.Carried.OrderBy(one => one.Payment, StringComparer.Ordinal).Select(one => one with { Items = [.. one.Items.OrderBy(item => item.Line, StringComparer.Ordinal)] })],
        Unpaid = InOrder(content.Unpaid, static (left, right) => Compare((left.Bucket, left.Person, left.Month, left.Award.Value), (right.Bucket, right.Person, right.Month, right.Award.Value))),
    };

    /// <summary>The digest of content whose lines come in their order, one after the other, and are not kept.</summary>
    public sealed class Running : IDisposable
    {
        private readonly HashedBytes _hashed = new();
        private readonly Utf8JsonWriter _json;

        public Running()
        {
            _json = new Utf8JsonWriter(_hashed, Options);
            _json.WriteStartObject();
            _json.WriteStartArray("lines");
        }

        public void Add(PayLine line) => Write(_json, line);

        /// <param name="rest">Content without lines.</param>
        public string Digest(RunContent rest)
        {
            WriteRest(_json, Ordered(rest));
            _json.Flush();
            return _hashed.Digest();
        }

        public void Dispose()
        {
            _json.Dispose();
            _hashed.Dispose();
        }
    }

    /// <summary>The canonical order of lines.</summary>
    public static int Compare(PayLine left, PayLine right) => Compare((left.Bucket, left.Person, left.Month, left.Id), (right.Bucket, right.Person, right.Month, right.Id));

    private static int Compare((Bucket Bucket, PersonId Person, BenefitMonth Month, string Id) left, (Bucket Bucket, PersonId Person, BenefitMonth Month, string Id) right) =>
        left.Bucket.CompareTo(right.Bucket) is var bucket and not 0 ? bucket
        : left.Person.CompareTo(right.Person) is var person and not 0 ? person
        : left.Month.CompareTo(right.Month) is var month and not 0 ? month
        : string.CompareOrdinal(left.Id, right.Id);

    /// <summary>The list itself where it is in order already, as it mostly is.</summary>
    private static IReadOnlyList<T> InOrder<T>(IReadOnlyList<T> list, Comparison<T> compare)
    {
        for (var index = 1; index < list.Count; index++)
        {
            if (compare(list[index - 1], list[index]) > 0)
            {
                return [.. list.Order(Comparer<T>.Create(compare))];
            }
        }

        return list;
    }

    private static void Parts(Utf8JsonWriter json, FundAmounts parts)
    {
        json.WriteStartObject("parts");
        foreach (var (fund, amount) in parts.Parts)
        {
            json.WriteNumber(fund, amount.Amount);
        }

        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Takes bytes and keeps nothing of them but their SHA-256.</summary>
    private sealed class HashedBytes : IBufferWriter<byte>, IDisposable
    {
        private const int Piece = 1 << 16;

        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private byte[] _piece = new byte[Piece];

        public string Digest() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public void Advance(int count) => _hash.AppendData(_piece, 0, count);

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (_piece.Length < sizeHint)
            {
                _piece = new byte[sizeHint];
            }

            return _piece;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public void Dispose() => _hash.Dispose();
    }
}
