using System.Globalization;
using System.Text;
using AnSinh.Storage.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace AnSinh.Storage.Tests.Audit;

/// <summary>Whatever is done to an export is found; nothing is called proven that was touched.</summary>
public sealed class TamperingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ansinh-test-").FullName;
    private readonly SealingKey _key;
    private readonly SealingKey _thief;

    public TamperingTests()
    {
        _key = SealingKey.Create(Path.Combine(_folder, "own"));
        _thief = SealingKey.Create(Path.Combine(_folder, "thief"));
    }

    public void Dispose()
    {
        _key.Dispose();
        _thief.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_untouched_history_is_proven_up_to_its_last_digest_and_the_tail_is_told() => Always((random, chain) =>
    {
        var headers = chain.Seal();
        var outside = headers[random.Next(headers.Count)];
        var verdict = ForgedChain.Verify(ForgedChain.Bytes(chain.Lines(headers)), _key.Point, outside.Digest, headers[0].Digest);
        Assert.Empty(verdict.Faults);
        Assert.Equal((outside.Digest, outside.Last, headers.Count - outside.Number, headers[^1].Last - outside.Last), (verdict.ProvenTo, verdict.ProvenEvents, verdict.TailBlocks, verdict.TailEvents));
        Assert.Equal(outside.Number < headers.Count ? headers[(int)outside.Number].SealedAt : null, verdict.TailSince);
    });

    [Theory]
    [InlineData("change")]
    [InlineData("remove")]
    [InlineData("insert")]
    [InlineData("repeat")]
    [InlineData("swap")]
    [InlineData("move")]
    public void An_event_changed_removed_inserted_or_moved_is_found_in_its_block(string way) => Always((random, chain) =>
    {
        var headers = chain.Seal();
        var at = random.Next(chain.Blocks.Count);
        var events = chain.Blocks[at];
        var one = random.Next(events.Count);
        switch (way)
        {
            case "change":
                events[one] = Changed(random, events[one]);
                break;
            case "remove":
                events.RemoveAt(one);
                break;
            case "insert":
                events.Insert(random.Next(events.Count + 1), Changed(random, events[one]));
                break;
            case "repeat":
                events.Insert(one, events[one]);
                break;
            case "swap" when events.Count > 1:
                (events[one], events[(one + 1) % events.Count]) = (events[(one + 1) % events.Count], events[one]);
                break;
            default:
                var other = (at + 1) % chain.Blocks.Count;
                chain.Blocks[other].Add(events[one]);
                events.RemoveAt(one);
                at = Math.Min(at, other);
                break;
        }

        var verdict = ForgedChain.Verify(ForgedChain.Bytes(chain.Lines(headers)), _key.Point, headers[^1].Digest, headers[Math.Max(0, at - 1)].Digest);
        Assert.Contains(verdict.Faults, fault => fault.Where == $"block {at + 1}");
        Assert.Equal(at == 0 ? null : headers[at - 1].Digest, verdict.ProvenTo);
    });

    [Theory]
    [InlineData("remove")]
    [InlineData("repeat")]
    [InlineData("swap")]
    public void Blocks_removed_repeated_or_reordered_are_found(string way) => Always((random, chain) =>
    {
        var headers = chain.Seal();
        var at = random.Next(headers.Count - 1);
        var last = headers[^1].Digest;
        var lines = Rearranged(chain, headers, blocks => _ = way switch
        {
            "remove" => Do(() => blocks.RemoveAt(at)),
            "repeat" => Do(() => blocks.Insert(at, blocks[at])),
            _ => Do(() => (blocks[at], blocks[at + 1]) = (blocks[at + 1], blocks[at])),
        });
        var verdict = ForgedChain.Verify(ForgedChain.Bytes(lines), _key.Point, last);
        Assert.Contains(verdict.Faults, fault => fault.En.Contains("does not follow", StringComparison.Ordinal));
        Assert.Null(verdict.ProvenTo);
    });

    [Fact]
    public void A_history_cut_off_before_a_digest_is_found_and_one_cut_off_after_it_keeps_what_is_proven() => Always((random, chain) =>
    {
        var headers = chain.Seal();
        var (kept, known) = (random.Next(headers.Count), random.Next(1, headers.Count + 1));
        var verdict = ForgedChain.Verify(ForgedChain.Bytes(chain.Lines(headers.Take(kept).ToList())), _key.Point, headers[known - 1].Digest);
        Assert.Equal(kept >= known, verdict.Ok);
        Assert.Equal(kept >= known ? headers[known - 1].Digest : null, verdict.ProvenTo);
    });

    [Fact]
    public void A_history_written_anew_with_the_stolen_key_is_found_by_a_digest_and_never_proven_beyond_one() => Always((random, chain) =>
    {
        var headers = chain.Seal();
        var (at, known) = (random.Next(headers.Count), random.Next(headers.Count));
        var events = chain.Blocks[at];
        events[random.Next(events.Count)] = Changed(random, events[0]);
        var verdict = ForgedChain.Verify(ForgedChain.Bytes(chain.Lines(chain.Seal(headers.Take(at)))), _key.Point, headers[known].Digest);
        Assert.Equal(at > known, verdict.Ok);
        Assert.Equal(at > known ? headers[known].Digest : null, verdict.ProvenTo);
        Assert.Equal(at > known ? headers.Count - known - 1 : headers.Count, verdict.TailBlocks);
    });

    [Fact]
    public void A_tail_signed_by_another_key_is_found_where_it_begins() => Always((random, chain) =>
    {
        var honest = chain.Seal();
        var at = random.Next(honest.Count);
        var forged = new ForgedChain(_thief);
        forged.Blocks.AddRange(chain.Blocks);
        var verdict = ForgedChain.Verify(ForgedChain.Bytes(chain.Lines(forged.Seal(honest.Take(at)))), _key.Point);
        Assert.Contains(verdict.Faults, fault => at == 0 ? fault.Where == "key" : fault.En == $"block {at + 1} is signed by a key that the one before did not name");
    });

    [Fact]
    public void A_file_cut_anywhere_or_with_any_bit_flipped_is_found() => Always((random, chain) =>
    {
        var headers = chain.Seal();
        var file = ForgedChain.Bytes(chain.Lines(headers));
        var verdict = ForgedChain.Verify(file[..random.Next(file.Length)], _key.Point);
        Assert.NotEmpty(verdict.Faults);

        file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
        Assert.NotEmpty(ForgedChain.Verify(file, _key.Point).Faults);
        Assert.Null(ForgedChain.Verify(file, _key.Point, headers[^1].Digest) is { Ok: true } good ? good.ProvenTo : null);
    });

    [Theory]
    [InlineData("", "cut off")]
    [InlineData("PK\u0003\u0004 nothing of the kind", "line 1: expected")]
    [InlineData("{\"format\":\"ansinh audit export 1\"}\n[1]\n", "outside any block")]
    [InlineData("{\"format\":\"ansinh audit export 1\"}\n{\"block\":9223372036854775807,\"first\":9223372036854775807}\n", "no line of a block")]
    [InlineData("{\"format\":\"ansinh audit export 1\"}\n{\"end\":{\"blocks\":0,\"events\":0}}\nmore\n", "more after the end")]
    [InlineData("{\"format\":\"ansinh audit export 1\"}\n{\"end\":{\"blocks\":0,\"events\":0}}", "is not ended")]
    public void What_is_no_export_is_told_as_such(string text, string fault) =>
        Assert.Contains(ForgedChain.Verify(Encoding.UTF8.GetBytes(text), _key.Point).Faults, one => one.En.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("12:", false)]
    [InlineData("0:0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("12:00000000000000000000000000000000 0000000000000000000000000000000A\n", true)]
    [InlineData("12:0000000000000000000000000000000000000000000000000000000000000g00", false)]
    public void A_digest_is_read_as_it_stands_on_paper(string text, bool read) => Assert.Equal(read, AuditDigest.TryParse(text, out _));

    private void Always(Action<Random, ForgedChain> holds) => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        holds(random, ForgedChain.Random(random, _key));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    /// <summary>One character other than it was, which may leave the line no JSON any more.</summary>
    private static string Changed(Random random, string line)
    {
        var at = random.Next(1, line.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{line[..at]}{(line[at] == '7' ? '8' : '7')}{line[(at + 1)..]}");
    }

    private static List<string> Rearranged(ForgedChain chain, List<AuditBlock> headers, Action<List<List<string>>> change)
    {
        var blocks = headers.Zip(chain.Blocks, (header, events) => new List<string>([header.Line(), .. events])).ToList();
        change(blocks);
        return [AuditVerifier.Format, .. blocks.SelectMany(lines => lines), AuditVerifier.End(blocks.Count, blocks.Sum(lines => lines.Count - 1))];
    }

    private static bool Do(Action action)
    {
        action();
        return true;
    }
}
