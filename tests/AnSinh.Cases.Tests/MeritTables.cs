using System.Globalization;

namespace AnSinh.Cases.Tests;

/// <summary>
/// What people with merit are paid, from tables written by hand from Nghị định 75/2021/NĐ-CP and its annexes: which level, how many units, how many times the standard. Each method
/// gives null where nothing is known.
/// </summary>
internal static class MeritTables
{
    private const string Standard = "ncc.muc_chuan";

    /// <summary>Supplements and allowances of the groups themselves, three months of which follow death.</summary>
    private static readonly HashSet<string> Own =
    [
        "ncc.a.tl", "ncc.a.tn", "ncc.a.ktl", "ncc.b", "ncc.bm", "ncc.bm.pc", "ncc.ah", "ncc.ahld", "ncc.tb", "ncc.tb_b", "ncc.tb.pc", "ncc.tb.pc_dbn",
        "ncc.bb", "ncc.bb.pc", "ncc.bb.pc_dbn", "ncc.cd", "ncc.cd.pc", "ncc.cd.pc_dbn", "ncc.td", "ncc.gd.kn", "ncc.gd.hc", "ncc.gd.nd",
    ];

    /// <summary>Survivors' shares in the order in which the two shares are filled (Pháp lệnh 02/2020/UBTVQH14, Điều 6 khoản 5).</summary>
    private static readonly (string Benefit, string Fact)[] Shares =
    [
        ("ncc.tuat.a", "survivor_pre_1945"), ("ncc.tuat.b", "survivor_1945"), ("ncc.tuat.tb", "survivor_war_invalid"), ("ncc.tuat.bb", "survivor_sick_soldier"), ("ncc.tuat.cd", "survivor_toxic"),
    ];

    private static readonly List<MeritRow> Levels = [.. LawTables.Rows("merit-levels.csv").Select(Row)];
    private static readonly List<MeritRow> Multiples = [.. LawTables.Rows("merit-multiples.csv").Select(Row)];

    public static bool Holds(CaseLine line) => line.Benefit.StartsWith("ncc.", StringComparison.Ordinal);

    public static Exact? Coefficient(CaseLine line) => line.Benefit == "ncc.tu_tran" ? new Exact(3, 0)
        : Find(Levels, line) is not null ? new Exact(1, 0)
        : Find(Multiples, line) is { } row ? Exact.Read(row.Value) : null;

    /// <summary>The printed level, the cell of the percentage, the standard, or at death the sum of what the person drew.</summary>
    public static Exact? Level(CaseLine line)
    {
        if (line.Benefit == "ncc.tu_tran")
        {
            return new Exact(line.Beside.Where(one => Own.Contains(one.Benefit) && line.Awards.Contains(one.Benefit)).Sum(one => one.Amount), 0);
        }

        return Find(Levels, line) is not { } row ? LawTables.InUse(Standard, null, line.Month, line.KnownAt)
            : LawTables.InUse(row.Value, null, line.Month, line.KnownAt, row.Value.EndsWith("theo_ty_le", StringComparison.Ordinal) ? line.Facts[row.Fact] : null);
    }

    public static Exact? Units(CaseLine line) => (Find(Levels, line) ?? Find(Multiples, line)) switch
    {
        { Units: "" } => new Exact(1, 0),
        { Units: "shares" } => new Exact(ShareOf(line), 0),
        { Units: var fact } => new Exact(Number(line, fact), 0),
        null => line.Benefit == "ncc.tu_tran" ? new Exact(1, 0) : null,
    };

    /// <summary>Amounts counted from the standard are rounded to thousands (Nghị định 75/2021/NĐ-CP, Điều 3 khoản 2); printed levels are not.</summary>
    public static bool IsRounded(CaseLine line) => Find(Multiples, line) is not null;

    private static int ShareOf(CaseLine line)
    {
        var left = 2;
        foreach (var (benefit, fact) in Shares)
        {
            var taken = Math.Min(left, Number(line, fact));
            if (benefit == line.Benefit)
            {
                return taken;
            }

            left -= taken;
        }

        return 0;
    }

    private static int Number(CaseLine line, string fact) => line.Facts.TryGetValue(fact, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static MeritRow? Find(List<MeritRow> rows, CaseLine line) =>
        rows.Find(row => row.Benefit == line.Benefit && (row.Fact.Length == 0 || (Number(line, row.Fact) >= row.From && Number(line, row.Fact) < row.Before)));

    private static MeritRow Row(string[] cells) => new(cells[0], cells[1], Limit(cells[2]), Limit(cells[3]), cells[4], cells[5]);

    private static int Limit(string cell) => cell.Length == 0 ? 0 : int.Parse(cell, CultureInfo.InvariantCulture);
}

/// <summary>A row of a hand-written table: a benefit, where its level depends on a fact the fact's range (<c>From</c> included, <c>Before</c> not), a parameter or a multiple, and the fact that counts units.</summary>
internal sealed record MeritRow(string Benefit, string Fact, int From, int Before, string Value, string Units);
