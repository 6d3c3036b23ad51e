using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Bulk;

/// <summary>
/// A decision over one number and a few small fields of a person as a look-up table, applied to columns. The table is filled by the evaluator, once for each region of the number that the
/// decision tells apart and each combination of the fields, so that a kernel cannot say anything else than the evaluator. Values are held as multiples of their greatest common divisor in a
/// byte; that no sum of a household or of the nation overflows is proven from the table. A decision that may err, or whose values do not fit, is refused.
/// </summary>
public sealed unsafe class DecisionKernel
{
    /// <summary>Members whose multiples are added in one machine word, so that no byte of it overflows.</summary>
    private const int Word = 8;

    /// <summary>Entries of a table that vectors look up.</summary>
    private const int VectorEntries = 256;

    private const int LargestMultiple = byte.MaxValue / Word;

    private readonly NumberColumn _number;
    private readonly int _fieldCount;
    private readonly byte[] _direct;
    private readonly short[] _steps;
    private readonly byte[] _byStep;

    private DecisionKernel(NumberColumn number, int fieldCount, byte[] direct, short[] steps, byte[] byStep, int unit)
    {
        (_number, _fieldCount, _direct, _steps, _byStep, Unit) = (number, fieldCount, direct, steps, byStep, unit);
    }

    /// <summary>What all values are multiples of.</summary>
    public int Unit { get; }

    /// <summary>Stretches of the number in which the decision gives the same whatever the fields are.</summary>
    public int Regions => _steps.Length + 1;

    /// <summary>Whether the table is small enough to be looked up by vectors.</summary>
    public bool UsesVectors => _byStep.Length > 0;

    /// <exception cref="KernelRefusedException">The decision reads other inputs, may err, or has values that do not fit.</exception>
    public static DecisionKernel Compile(DmnModelSet set, CompiledDecision decision, NumberColumn number, IReadOnlyList<BitField> fields)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(number);
        ArgumentNullException.ThrowIfNull(fields);
        if (decision.Inputs.FirstOrDefault(input => input.Name != number.Input && fields.All(field => field.Input != input.Name)) is { } other)
        {
            throw new KernelRefusedException($"the decision reads '{other.Name}', which no column gives");
        }

        var (reading, evaluation) = ReadingAnalyser.Read(set, [decision], new Dictionary<string, IReadOnlyList<FeelValue>>());
        if (reading.Outside is [var why, ..])
        {
            throw new KernelRefusedException(why);
        }

        var coder = new LeafCoder(reading.Touch(number.Input), evaluation);
        var regions = Enumerable.Range(number.Lowest, number.Highest - number.Lowest + 1).Select(value => coder.CodeOf(FeelValue.Of(value))).ToArray();
        var width = fields.Aggregate(0, (mask, field) => (field.Values.Count & field.Mask) == 0 && (mask & (field.Mask << field.Shift)) == 0
            ? mask | (field.Mask << field.Shift) : throw new KernelRefusedException($"the bits of '{field.Input}' overlap others, or its values are no power of two")) + 1;
        width = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)width);
        if (width > byte.MaxValue + 1)
        {
            throw new KernelRefusedException("the fields do not fit a byte");
        }

        var values = Fill(set, decision, number, fields, regions, width);
        var unit = values.SelectMany(row => row).Aggregate(0, Divisor);
        unit = unit == 0 ? 1 : unit;
        if (values.Any(row => row.Any(value => value < 0 || value / unit > LargestMultiple)))
        {
            throw new KernelRefusedException($"values are not between 0 and {LargestMultiple} times their common divisor {unit}");
        }

        // 255 members of a household at most, each at most so many units: an int holds the sum of a household, a long that of 2^40 persons.
        if ((long)unit * LargestMultiple * byte.MaxValue > int.MaxValue)
        {
            throw new KernelRefusedException("the sum of a household may pass 2,147,483,647");
        }

        var direct = values.SelectMany(row => row.Select(value => (byte)(value / unit))).ToArray();
        var steps = Enumerable.Range(1, regions.Length - 1).Where(at => !values[at].AsSpan().SequenceEqual(values[at - 1])).Select(at => (short)(number.Lowest + at)).ToArray();
        var byStep = (steps.Length + 1) * width <= VectorEntries ? new byte[VectorEntries] : [];
        for (var (region, at) = (0, 0); byStep.Length > 0 && region <= steps.Length; at = region < steps.Length ? steps[region] - number.Lowest : at, region++)
        {
            direct.AsSpan(at * width, width).CopyTo(byStep.AsSpan(region * width));
        }

        return new DecisionKernel(number, width, direct, steps, byStep, unit);
    }

    private static int[][] Fill(DmnModelSet set, CompiledDecision decision, NumberColumn number, IReadOnlyList<BitField> fields, int[] regions, int width)
    {
        var (session, inputs, byRegion) = (new EvaluationSession(set), decision.Inputs, new Dictionary<int, int[]>());
        return [.. regions.Select((region, at) =>
        {
            if (!byRegion.TryGetValue(region, out var row))
            {
                byRegion[region] = row = [.. Enumerable.Range(0, width).Select(bits =>
                {
                    foreach (var input in inputs)
                    {
                        session.SetInput(input, input.Name == number.Input ? FeelValue.Of(number.Lowest + at) : fields.First(field => field.Input == input.Name) is var known ? known.Values[(bits >> known.Shift) & known.Mask] : default);
                    }

                    return Value(session, decision, number.Lowest + at, bits);
                })];
            }

            return row;
        })];
    }

    private static int Value(EvaluationSession session, CompiledDecision decision, int number, int bits)
    {
        FeelValue value;
        try
        {
            value = session.Evaluate(decision);
        }
        catch (DmnEvaluationException stop)
        {
            throw new KernelRefusedException($"the decision errs at {number} and bits {bits}: {stop.Reason.ToText(vietnamese: false)}");
        }

        return value.Kind == FeelKind.Number && value.AsNumber.TryToInt64(out var whole) && whole is >= int.MinValue and <= int.MaxValue
            ? (int)whole
            : throw new KernelRefusedException($"the value at {number} and bits {bits} is {value}, not a whole number of 32 bits");
    }

    private static int Divisor(int left, int right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return Math.Abs(left);
    }

    /// <summary>Fills both columns of values; gives the total. For any number of threads, each with columns and room of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long Run(KernelColumns columns)
    {
        if (columns.Room.Length < columns.Numbers.Length + KernelColumns.RoomBeyond || columns.Bits.Length != columns.Numbers.Length || columns.Values.Length != columns.Numbers.Length)
        {
            throw new ArgumentException("Columns of one kind must have the same length, and the room must be longer.", nameof(columns));
        }

        if (UsesVectors && columns.Numbers.Length >= 64)
        {
            LookUpByVectors(columns);
        }
        else
        {
            LookUp(columns);
        }

        WritePersons(columns);
        return WriteHouseholds(columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LookUp(KernelColumns columns)
    {
        fixed (short* numbers = columns.Numbers)
        fixed (byte* bits = columns.Bits, room = columns.Room, table = _direct)
        {
            unchecked
            {
                var (origin, width) = (_number.Origin - _number.Lowest, _fieldCount);
                for (var person = 0; person < columns.Numbers.Length; person++)
                {
                    room[person] = table[((origin - numbers[person]) * width) + bits[person]];
                }
            }
        }
    }

    /// <summary>The number of steps at or below the model's number, and the fields beside it, name an entry of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LookUpByVectors(KernelColumns columns)
    {
        var count = columns.Numbers.Length;
        fixed (short* numbers = columns.Numbers, steps = _steps)
        fixed (byte* bits = columns.Bits, room = columns.Room, table = _byStep)
        {
            unchecked
            {
                var (t0, t1, t2, t3) = (Vector512.Load(table), Vector512.Load(table + 64), Vector512.Load(table + 128), Vector512.Load(table + 192));
                var (origin, width) = (Vector512.Create(_number.Origin), Vector512.Create((short)-_fieldCount));
                for (var at = 0; at < count; at += 64)
                {
                    // The last 64 once more: what was done already comes out the same.
                    var person = Math.Min(at, count - 64);
                    var (low, high) = (origin - Vector512.Load(numbers + person), origin - Vector512.Load(numbers + person + 32));
                    var (lowSteps, highSteps) = (Vector512<short>.Zero, Vector512<short>.Zero);
                    for (var step = 0; step < _steps.Length; step++)
                    {
                        var limit = Vector512.Create(steps[step]);
                        lowSteps += Vector512.GreaterThanOrEqual(low, limit);
                        highSteps += Vector512.GreaterThanOrEqual(high, limit);
                    }

                    var entry = Vector512.Narrow((lowSteps * width).AsUInt16(), (highSteps * width).AsUInt16()) + Vector512.Load(bits + person);
                    var quarter = Vector512.Create((byte)64);
                    var found = Vector512.Shuffle(t0, entry);
                    entry -= quarter;
                    found |= Vector512.Shuffle(t1, entry);
                    entry -= quarter;
                    found |= Vector512.Shuffle(t2, entry);
                    entry -= quarter;
                    found |= Vector512.Shuffle(t3, entry);
                    found.Store(room + person);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WritePersons(KernelColumns columns)
    {
        var (count, unit) = (columns.Values.Length, Vector512.Create(Unit));
        fixed (byte* multiples = columns.Room)
        fixed (int* values = columns.Values)
        {
            unchecked
            {
                var person = 0;
                for (; person < count && ((nuint)(values + person) & 63) != 0; person++)
                {
                    values[person] = multiples[person] * Unit;
                }

                // Not read again here: written past the caches, so that no line is fetched only to be overwritten.
                for (; person <= count - 16; person += 16)
                {
                    (Vector512.WidenLower(Vector512.WidenLower(Vector128.Load(multiples + person).ToVector256Unsafe().ToVector512Unsafe())).AsInt32() * unit).StoreAlignedNonTemporal(values + person);
                }

                for (; person < count; person++)
                {
                    values[person] = multiples[person] * Unit;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long WriteHouseholds(KernelColumns columns)
    {
        var total = 0L;
        fixed (byte* multiples = columns.Room, sizes = columns.Sizes)
        fixed (int* values = columns.HouseholdValues)
        {
            unchecked
            {
                var first = multiples;
                for (var household = 0; household < columns.Sizes.Length; household++)
                {
                    int size = sizes[household], sum;
                    if ((uint)(size - 1) < Word)
                    {
                        // A word of bytes times ones has their sum in its highest byte.
                        sum = (int)(((*(ulong*)first << (64 - (size * 8))) * 0x0101010101010101) >> 56);
                    }
                    else
                    {
                        sum = 0;
                        for (var member = 0; member < size; member++)
                        {
                            sum += first[member];
                        }
                    }

                    values[household] = sum * Unit;
                    total += sum;
                    first += size;
                }

                return total * Unit;
            }
        }
    }
}
