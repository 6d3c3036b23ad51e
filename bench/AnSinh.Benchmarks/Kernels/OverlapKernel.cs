using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>A person with a claim of cs.2.a: place in the columns, and of the person's first claim among the amounts.</summary>
public readonly record struct ParentClaim(int Person, int FirstAmount);

/// <summary>Columns of <see cref="OverlapKernel"/>.</summary>
public readonly ref struct OverlapColumns
{
    /// <summary>Per household, members.</summary>
    public ReadOnlySpan<byte> Sizes { get; init; }

    /// <summary>Per person, groups of <see cref="OverlapTable"/> with a claim; one claim a group.</summary>
    public ReadOnlySpan<ushort> Claims { get; init; }

    /// <summary>Per person, place in the household of <c>spouse</c>, or <see cref="RuleMonth.Nobody"/>.</summary>
    public ReadOnlySpan<byte> Spouses { get; init; }

    /// <summary>VND of every claim, person by person, by group.</summary>
    public ReadOnlySpan<int> Amounts { get; init; }

    /// <summary>Per person, the claims that are paid.</summary>
    public Span<ushort> Kept { get; init; }

    /// <summary>What one thread works with: room for as many as there are persons.</summary>
    public Span<ParentClaim> Parents { get; init; }
}

/// <summary>
/// Which of a person's claims are paid: pairs of which the law says nothing stop, bars take away, of conflicting ones the highest stays with its exceptions (Nghị định 20/2021/NĐ-CP,
/// Điều 6 khoản 2), and of spouses with cs.2.a one (Điều 20 khoản 2 điểm a). Sets of groups are few, so stops and bars are one look-up.
/// </summary>
public static unsafe class OverlapKernel
{
    private const int Group = 64;

    /// <summary>Fills what is kept; gives the total in VND.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Run(OverlapColumns columns)
    {
        Span<int> firsts = stackalloc int[Group / 4];
        Span<ushort> rest = stackalloc ushort[Group];
        var (total, amount, parents) = (Sum(columns.Amounts), 0, 0);
        fixed (ushort* claims = columns.Claims, kept = columns.Kept, alive = OverlapTable.Alive, conflicts = OverlapTable.Conflict, tail = rest)
        fixed (int* amounts = columns.Amounts, first = firsts)
        {
            unchecked
            {
                for (var person = 0; person < columns.Claims.Length; person += Group)
                {
                    var group = claims + person;
                    if (columns.Claims.Length - person < Group)
                    {
                        rest.Clear();
                        columns.Claims[person..].CopyTo(rest);
                        columns.Claims[person..].CopyTo(columns.Kept[person..]);
                        group = tail;
                    }
                    else
                    {
                        Vector512.Load(group).Store(kept + person);
                        Vector512.Load(group + 32).Store(kept + person + 32);
                    }

                    var several = Several(Vector512.Load(group)) | (ulong)Several(Vector512.Load(group + 32)) << 32;
                    var shared = Shared(Vector512.Load(group)) | (ulong)Shared(Vector512.Load(group + 32)) << 32;
                    var end = Count(group, amount, first);
                    for (; several != 0; several &= several - 1)
                    {
                        var index = BitOperations.TrailingZeroCount(several);
                        var set = group[index];
                        var conflict = conflicts[set];
                        var mine = amounts + FirstAmount(group, index, first);
                        if ((set & (set - 1) & ((set & (set - 1)) - 1)) == 0)
                        {
                            // Most have two; what becomes of them is chosen without a branch, for none could be guessed.
                            var (early, late) = (set & -set, set & (set - 1));
                            var both = conflict == 0 ? alive[set] : mine[0] >= mine[1] ? early : late;
                            kept[person + index] = (ushort)both;
                            total -= ((both & early) == 0 ? mine[0] : 0) + ((both & late) == 0 ? mine[1] : 0);
                        }
                        else if (conflict != 0 || alive[set] != set)
                        {
                            var best = conflict == 0 ? 0 : OverlapTable.Best(set, conflict, new ReadOnlySpan<int>(mine, BitOperations.PopCount(set)));
                            var left = (alive[set] & ~conflict) | best;
                            kept[person + index] = (ushort)left;
                            for (var lost = set & ~left; lost != 0; lost &= lost - 1)
                            {
                                total -= mine[BitOperations.PopCount((uint)(set & ((lost & -lost) - 1)))];
                            }
                        }
                    }

                    for (; shared != 0; shared &= shared - 1)
                    {
                        var index = BitOperations.TrailingZeroCount(shared);
                        columns.Parents[parents++] = new ParentClaim(person + index, FirstAmount(group, index, first));
                    }

                    amount = end;
                }
            }
        }

        return total - Spouses(columns, columns.Parents[..parents]);
    }

    /// <summary>Settles couples of whom both have cs.2.a; gives the VND that are lost. People with such a claim are few.</summary>
    private static long Spouses(OverlapColumns columns, ReadOnlySpan<ParentClaim> parents)
    {
        var lost = 0L;
        fixed (byte* sizes = columns.Sizes)
        {
            var household = new HouseholdWalk(sizes, columns.Sizes.Length);
            for (var index = 0; index < parents.Length; index++)
            {
                var person = parents[index].Person;
                household.To(person);
                var spouse = household.First + columns.Spouses[person];
                for (var other = Math.Max(0, index - (person - household.First)); spouse < household.End && spouse != person && other < parents.Length && parents[other].Person < household.End; other++)
                {
                    if (parents[other].Person == spouse && (columns.Kept[person] & columns.Kept[spouse] & OverlapTable.CareOfParent) != 0)
                    {
                        var (mine, theirs) = (AmountOf(columns, parents[index]), AmountOf(columns, parents[other]));
                        var loser = mine > theirs || (mine == theirs && person < spouse) ? spouse : person;
                        columns.Kept[loser] = (ushort)(columns.Kept[loser] & ~OverlapTable.CareOfParent);
                        lost += Math.Min(mine, theirs);
                    }
                }
            }
        }

        return lost;
    }

    private static int AmountOf(OverlapColumns columns, ParentClaim parent) =>
        columns.Amounts[parent.FirstAmount + BitOperations.PopCount((uint)(columns.Claims[parent.Person] & (OverlapTable.CareOfParent - 1)))];

    /// <summary>Fills the place of the first amount of each fourth person; gives the place after the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(ushort* group, int amount, int* first)
    {
        unchecked
        {
            for (var fourth = 0; fourth < Group / 4; fourth++)
            {
                first[fourth] = amount;
                amount += BitOperations.PopCount(((ulong*)group)[fourth]);
            }

            return amount;
        }
    }

    /// <summary>Place of a person's first amount: of the four whose claims one word holds, the claims of those before are counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstAmount(ushort* group, int index, int* first) =>
        unchecked(first[index / 4] + BitOperations.PopCount(((ulong*)group)[index / 4] & ((1UL << (16 * (index & 3))) - 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Several(Vector512<ushort> sets) => Any(sets & (sets - Vector512<ushort>.One));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Shared(Vector512<ushort> sets) => Any(sets & Vector512.Create(OverlapTable.CareOfParent));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Any(Vector512<ushort> bits) => (uint)(~Vector512.Equals(bits, Vector512<ushort>.Zero)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Sum(ReadOnlySpan<int> amounts)
    {
        var (sum, index) = (Vector512<long>.Zero, 0);
        fixed (int* from = amounts)
        {
            unchecked
            {
                for (; index <= amounts.Length - 16; index += 16)
                {
                    var (low, high) = Vector512.Widen(Vector512.Load(from + index));
                    sum += low + high;
                }

                var total = Vector512.Sum(sum);
                for (; index < amounts.Length; index++)
                {
                    total += from[index];
                }

                return total;
            }
        }
    }
}
