using AnSinh.Law;
using AnSinh.Simulation.Populations;
using AnSinh.Storage;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AnSinh.Simulation.Tests.Populations;

public sealed class PopulationFileTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 7, 1);

    private static readonly PeopleDictionary Dictionary = new(
        [
            new PersonProfile { Sex = Sex.Male, Facts = [new("pension_amount", "2500000"), new("worker", "true")] },
            new PersonProfile
            {
                Sex = Sex.Female,
                BornPrecision = DatePrecision.Year,
                Died = new CaseDeath(new(2026, 3, 1), new(2026, 4, 1)),
                Facts = [new("disability_level", "severe", new DateRange(new(2020, 1, 2), null), new DateOnly(2020, 2, 3), 4), new("hiv", null)],
                Awards = [new CaseAward(new("tgxh.6.nang"), new(2021, 7), new(2025, 1)), new CaseAward(new("htxh.75"), new(2025, 7))],
            },
            new PersonProfile { Sex = Sex.Male, BornPrecision = DatePrecision.Month },
        ],
        [
            new HouseholdProfile { Place = PlaceCode.Parse("05206"), Province = PlaceCode.Parse("25"), Facts = [new("urban", "false")], Coverage = [new("survey", Day)] },
            new HouseholdProfile { Place = PlaceCode.Parse("79"), Province = PlaceCode.Parse("79") },
        ],
        ["spouse", "raised_by"]);

    private readonly string _folder = Directory.CreateTempSubdirectory("ansinh-population-").FullName;

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static PeopleBlock Block(int[] sizes, int seed, bool weighted)
    {
        var random = new Random(seed);
        var persons = sizes.Sum();
        var block = new PeopleBlock
        {
            Households = sizes.Length,
            Persons = persons,
            Sizes = [.. sizes.Select(size => (byte)size)],
            HouseholdProfiles = [.. sizes.Select(_ => random.Next(2))],
            Born = [.. Enumerable.Range(0, persons).Select(_ => (ushort)random.Next(ushort.MaxValue))],
            Profiles = [.. Enumerable.Range(0, persons).Select(_ => random.Next(3))],
            Links = [.. Enumerable.Range(0, persons).Where(_ => random.Next(9) == 0).Select(person => new MemberLink(person, (byte)random.Next(2), (byte)random.Next(255)))],
            Weights = weighted ? [.. sizes.Select(_ => random.NextInt64(long.MaxValue))] : [],
            Incomes = weighted ? [.. sizes.Select(_ => random.NextInt64(long.MaxValue))] : [],
        };
        block.LinkCount = block.Links.Length;
        return block;
    }

    private string Written(string name, params PeopleBlock[] blocks)
    {
        using var writer = new PopulationWriter(PathOf(name), PopulationOrigin.Survey, 5, Day);
        foreach (var block in blocks)
        {
            writer.Add(block, Dictionary);
        }

        writer.Complete();
        return PathOf(name);
    }

    [Fact]
    public void What_was_written_is_read_back_profile_by_profile_and_column_by_column()
    {
        Prop.ForAll(Gen.Choose(1, 9).ListOf().Where(sizes => sizes.Count is > 0 and < 400).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (sizes, seed) =>
        {
            PeopleBlock[] blocks = [Block([.. sizes], seed, weighted: seed % 2 == 0), Block([255, .. sizes, 1], seed + 1, weighted: seed % 2 == 0)];
            using var reader = new PopulationReader(Written("round.pop", blocks));
            var into = new PeopleBlock();
            foreach (var (index, block) in blocks.Index())
            {
                reader.ReadBlock(index, into);
                Assert.Equal((block.Households, block.Persons), (into.Households, into.Persons));
                Assert.Equal(block.Sizes, into.Sizes.Take(block.Households));
                Assert.Equal(block.Born, into.Born.Take(block.Persons));
                Assert.Equal(block.AllLinks.ToArray(), into.AllLinks.ToArray());
                Assert.Equal(block.Weights, into.Weights.Take(block.Weights.Length == 0 ? 0 : block.Households));
                Assert.Equal(block.Incomes, into.Incomes.Take(block.Incomes.Length == 0 ? 0 : block.Households));
                Assert.Equal(block.Profiles.Select(number => Dictionary.Persons[number].Canonical), into.Profiles.Take(block.Persons).Select(number => reader.Dictionary.Persons[number].Canonical));
                Assert.Equal(block.HouseholdProfiles.Select(number => Dictionary.Households[number].Canonical), into.HouseholdProfiles.Take(block.Households).Select(number => reader.Dictionary.Households[number].Canonical));
            }

            Assert.Equal((PopulationOrigin.Survey, 5L, Day), (reader.Origin, reader.Seed, reader.Day));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(70, 1)]
    [InlineData(300, 2)]
    [InlineData(70_000, 3)]
    [InlineData(17_000_000, 4)]
    public void Profile_numbers_of_every_width_come_back(int largest, int width)
    {
        var block = Block([3], 1, weighted: false);
        int[] persons = [0, largest / 2, largest];
        var bytes = new byte[BlockCodec.Bound(block)];
        var length = BlockCodec.Write(block, [largest], persons, [0, 1], bytes);
        Assert.Equal(width, bytes[17]);
        var into = new PeopleBlock();
        BlockCodec.Read(bytes.AsSpan(0, length), into);
        Assert.Equal(persons, into.Profiles.Take(3));
        Assert.Equal(largest, into.HouseholdProfiles[0]);
    }

    [Fact]
    public void Equal_profiles_of_different_blocks_become_one()
    {
        using var writer = new PopulationWriter(PathOf("equal.pop"), PopulationOrigin.Survey, 0, Day);
        for (var copy = 0; copy < 3; copy++)
        {
            writer.Add(Block([1, 2], copy, weighted: false), Dictionary with { Persons = [.. Dictionary.Persons.Select(profile => profile with { })] });
        }

        writer.Complete();
        using var reader = new PopulationReader(PathOf("equal.pop"));
        Assert.Equal(3, reader.Dictionary.Persons.Count);
    }

    [Fact]
    public void A_file_cut_short_or_added_to_is_refused_wherever_it_ends()
    {
        var whole = File.ReadAllBytes(Written("whole.pop", Block([2, 3, 4], 1, weighted: true)));
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(PathOf("cut.pop"), whole[..length]);
            Assert.Throws<StorageException>(() => new PopulationReader(PathOf("cut.pop")));
        }

        File.WriteAllBytes(PathOf("more.pop"), [.. whole, 0]);
        var error = Assert.Throws<StorageException>(() => new PopulationReader(PathOf("more.pop")));
        Assert.Contains("bị cắt hoặc bị nối thêm", error.Vietnamese, StringComparison.Ordinal);
        Assert.Contains($"{whole.Length + 1} bytes", error.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_bit_is_found_wherever_it_is()
    {
        var whole = File.ReadAllBytes(Written("whole.pop", Block([2, 3, 4], 1, weighted: true), Block([1], 2, weighted: true)));
        for (var at = 0; at < whole.Length; at++)
        {
            whole[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(PathOf("flipped.pop"), whole);
            whole[at] ^= (byte)(1 << (at % 8));
            Assert.Throws<StorageException>(() =>
            {
                using var reader = new PopulationReader(PathOf("flipped.pop"));
                for (var index = 0; index < reader.Blocks; index++)
                {
                    reader.ReadBlock(index, new PeopleBlock());
                }
            });
        }
    }

    [Fact]
    public void Another_version_is_named_and_refused()
    {
        var whole = File.ReadAllBytes(Written("whole.pop", Block([1], 1, weighted: false)));
        whole[8] = 2;
        File.WriteAllBytes(PathOf("later.pop"), whole);
        var error = Assert.Throws<StorageException>(() => new PopulationReader(PathOf("later.pop")));
        Assert.Equal("later.pop: the file has version 2, this program reads version 1; make the file again.", error.English);
    }

    [Fact]
    public void What_is_no_population_file_is_named_so()
    {
        File.WriteAllText(PathOf("text.pop"), new string('x', 500));
        Assert.Contains("not a population file", Assert.Throws<StorageException>(() => new PopulationReader(PathOf("text.pop"))).English, StringComparison.Ordinal);
        File.WriteAllBytes(PathOf("zeros.pop"), new byte[500]);
        Assert.Contains("unfinished", Assert.Throws<StorageException>(() => new PopulationReader(PathOf("zeros.pop"))).English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_that_does_not_complete_leaves_nothing_and_keeps_what_was_there()
    {
        File.WriteAllText(PathOf("kept.pop"), "before");
        using (var writer = new PopulationWriter(PathOf("kept.pop"), PopulationOrigin.Survey, 0, Day))
        {
            writer.Add(Block([1, 2], 1, weighted: false), Dictionary);
        }

        Assert.Equal("before", File.ReadAllText(PathOf("kept.pop")));
        Assert.Equal(["kept.pop"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void An_interrupted_drawing_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var draw = new NationDraw([]);
        Assert.ThrowsAny<OperationCanceledException>(() => draw.Write(PathOf("stopped.pop"), 2_000_000, 1, 1, at =>
        {
            if (at.Persons > 50_000)
            {
                stop.Cancel();
            }
        }, stop.Token));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_full_disk_is_said_so()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        File.CreateSymbolicLink(PathOf("full.pop.part"), "/dev/full");
        var error = Assert.Throws<StorageException>(() => new NationDraw([]).Write(PathOf("full.pop"), 200_000, 1, 1, null, CancellationToken.None));
        Assert.Contains("is full", error.English, StringComparison.Ordinal);
        Assert.Contains("đã đầy", error.Vietnamese, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
