namespace AnSinh.Benchmarks.Kernels;

/// <summary>
/// Synthetic people for the five rules, in columns of whole households. <paramref name="dense"/> makes rare facts common and puts births around the limits of age, for checks.
/// </summary>
public sealed class RuleDraws(HouseholdShape shape, bool dense)
{
    private static readonly int[] LimitYears = [3, 4, 16, 22, 60, 80];

    public HouseholdShape Shape { get; } = shape;

    public Column<byte> Poverty()
    {
        var column = new Column<byte>(Shape.Households);
        Shape.Fill(11, (int household, int _, int _, ref Draw draw) =>
            column[household] = (byte)(dense ? draw.Below(5) : draw.Below(100) switch { < 3 => PovertyCode.Poor, < 7 => PovertyCode.NearPoor, < 25 => PovertyCode.Average, _ => PovertyCode.None }));
        return column;
    }

    /// <summary>Days of birth. The first member is grown up, or an old person; from the third on most are children.</summary>
    public Column<ushort> Born() => Persons<ushort>(12, (int place, int _, ref Draw draw) =>
    {
        if (dense && draw.Permille(700))
        {
            return RuleMonth.DayOf(RuleMonth.First.AddYears(-LimitYears[draw.Below(LimitYears.Length)]).AddDays(draw.Below(70) - 35));
        }

        var years = place < 2 ? 20 + draw.Below(75) : draw.Below(100) < 75 ? draw.Below(22) : 22 + draw.Below(70);
        return RuleMonth.DayOf(RuleMonth.Last.AddDays((-years * 365) - draw.Below(365)));
    });

    /// <summary>Places of members: <paramref name="permille"/> of those from <paramref name="from"/> on name one of the first two, or anybody in dense columns.</summary>
    public Column<byte> Links(ulong seed, int from, int permille) => Persons<byte>(seed, (int place, int size, ref Draw draw) =>
        dense ? (byte)(draw.Permille(600) ? draw.Below(size) : RuleMonth.Nobody)
        : place >= from && draw.Permille(permille) ? (byte)draw.Below(Math.Min(2, size)) : RuleMonth.Nobody);

    public Column<byte> SingleParentFlags() => Persons<byte>(13, (int place, int _, ref Draw draw) =>
    {
        var marital = dense ? draw.Below(8) : place >= 2 ? 0 : draw.Below(100) switch { < 80 => 4, < 84 => 3, < 85 => 2, < 93 => 1, _ => 0 };
        return (byte)(marital + (draw.Permille(dense ? 500 : 400) ? SingleParentColumns.Studying : 0) + (draw.Permille(dense ? 500 : 20) ? SingleParentColumns.Awarded : 0));
    });

    public Column<byte> SupporterFlags() => Persons<byte>(14, (int _, int _, ref Draw draw) =>
        (byte)((dense ? draw.Below(4) : draw.Below(100) switch { < 80 => 3, < 88 => 1, < 92 => 2, _ => 0 }) + (draw.Permille(dense ? 500 : 40) ? SupporterColumns.HasAllowance : 0)));

    public Column<byte> CareFlags() => Persons<byte>(15, (int _, int _, ref Draw draw) =>
    {
        if (dense)
        {
            return (byte)draw.Below(256);
        }

        var disability = draw.Below(1000) switch { < 6 => 3, < 22 => 2, < 40 => 1, _ => 0 };
        var carer = disability == 3 ? draw.Below(10) switch { < 7 => CareColumns.OwnHousehold, 7 => CareColumns.TakenIn, _ => 0 } : draw.Permille(2) ? CareColumns.TakenIn : 0;
        return (byte)(disability + carer + (draw.Permille(2) ? CareColumns.UnderClause1 : 0) + (draw.Permille(1) ? CareColumns.UnderPoint5D : 0) + (draw.Permille(5) ? CareColumns.Pregnant : 0));
    });

    /// <summary>An id from 1 on for most; the carer may be anybody in the nation.</summary>
    public Column<uint> Carers() => Persons<uint>(16, (int _, int _, ref Draw draw) => draw.Permille(950) ? 1 + (uint)draw.Below(Shape.Persons) : 0);

    /// <summary>Rows by id, shuffled as ids are: 0, nobody, leads to the last value of the type.</summary>
    public Column<uint> RowOfId()
    {
        var column = new Column<uint>(Shape.Persons + 1);
        var draw = new Draw(17);
        column[0] = uint.MaxValue;
        for (var id = 1; id <= Shape.Persons; id++)
        {
            // Filled from inside out, so that every order is as likely.
            var other = 1 + draw.Below(id);
            (column[id], column[other]) = (column[other], (uint)(id - 1));
        }

        return column;
    }

    /// <summary>Sets of groups; a fifth of all have a claim, some more than one.</summary>
    public Column<ushort> Claims() => Persons<ushort>(18, (int _, int _, ref Draw draw) =>
    {
        var count = dense ? draw.Below(6) : draw.Below(1000) switch { < 780 => 0, < 965 => 1, < 996 => 2, _ => 3 };
        var set = 0;
        for (; count > 0; count--)
        {
            set |= 1 << (dense ? draw.Below(10) switch { < 2 => 11, < 7 => draw.Below(9), _ => draw.Below(OverlapTable.Groups) } : draw.Below(1000) switch { < 500 => 8, < 800 => 5, < 900 => 12, < 930 => 4, < 950 => 3, < 960 => 0, < 970 => 11, < 980 => 10, < 995 => 15, _ => 14 });
        }

        return (ushort)set;
    });

    /// <summary>Places of spouses: in most households of two or more the first two name each other.</summary>
    public Column<byte> Spouses() => Persons<byte>(19, (int place, int size, ref Draw draw) =>
        place < 2 && size >= 2 && draw.Permille(800) ? (byte)(1 - place) : RuleMonth.Nobody);

    private Column<T> Persons<T>(ulong seed, PersonDraw<T> value)
        where T : unmanaged
    {
        var column = new Column<T>(Shape.Persons);
        Shape.Fill(seed, (int _, int first, int size, ref Draw draw) =>
        {
            for (var place = 0; place < size; place++)
            {
                column[first + place] = value(place, size, ref draw);
            }
        });
        return column;
    }

    private delegate T PersonDraw<T>(int place, int size, ref Draw draw);
}
