using System.Collections.Frozen;
using System.Text;

namespace AnSinh.Payroll.Banks;

/// <summary>A bank or wallet reached through the national switch: its six-digit number, short code, names and BIC (null where it has none).</summary>
public sealed record Bank(string Bin, string Code, string Name, string FullName, string? Bic, string Kind);

/// <summary>The banks of Viet Nam by their number in the national switch (<c>banks.csv</c>: bin, code, name, full_name, bic, kind).</summary>
public static class BankList
{
    private static readonly Lazy<IReadOnlyList<Bank>> Loaded = new(Load);
    private static readonly Lazy<FrozenDictionary<string, Bank>> Keys = new(Index);

    public static IReadOnlyList<Bank> All => Loaded.Value;

    /// <summary>A bank by its number, its short code or its BIC; null when there is none.</summary>
    public static Bank? Find(string key) => Keys.Value.GetValueOrDefault(key);

    private static FrozenDictionary<string, Bank> Index()
    {
        var index = new Dictionary<string, Bank>(StringComparer.OrdinalIgnoreCase);
        foreach (var bank in All)
        {
            index.Add(bank.Bin, bank);
            index.TryAdd(bank.Code, bank);
            if (bank.Bic is { } bic)
            {
                index.TryAdd(bic, bank);
            }
        }

        return index.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static List<Bank> Load()
    {
        using var stream = typeof(BankList).Assembly.GetManifestResourceStream("AnSinh.Payroll.Banks.banks.csv")
            ?? throw new InvalidOperationException("banks.csv is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        reader.ReadLine();
        var banks = new List<Bank>();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            banks.Add(new Bank(fields[0], fields[1], fields[2], fields[3], fields[4].Length == 0 ? null : fields[4], fields[5]));
        }

        return banks;
    }
}
