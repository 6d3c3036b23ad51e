using System.Text;
using AnSinh.Databases;
using AnSinh.Law;

namespace AnSinh.Registry.Tests.Import;

/// <summary>A folder with a small register in import files, good as it stands: a mother and her child in one household.</summary>
public sealed class ImportFixture : IDisposable
{
    public const string Mother = "001190000011";
    public const string Child = "001219000012";

    private static readonly Lazy<LawPack> Pack = new(() => LawPack.Load(LawFolder()));

    public ImportFixture(Dialect dialect = Dialect.Sqlite)
    {
        Register = new(dialect);
        Directory.CreateDirectory(Folder);
        Write("households.csv", "household,commune,village,from", "H1,00004,Tổ 3,");
        Write(
            "persons.csv", "number,full_name,born,sex,died,household,relation,member_from,member_to,ethnic_group", $"{Mother},Nguyễn Thị Hoà,1990-05-17,female,,H1,head,,,Kinh",
            $"{Child},Trần Đức,2019,male,,H1,child,,,Kinh");
        Write("facts.csv", "subject,code,value,from,to,source,evidence", "H1,poverty_status,poor,2026-01-01,,poverty_list,QĐ 5", $"{Child},raised_by,{Mother},,,,", $"{Child},disability_level,severe,2024-02-01,,disability_register,");
        Write("awards.csv", "number,benefit,decision_number,decided,applied,certificate,from,to,state,reason,place", $"{Child},tgxh.6.nang,12/QĐ-UBND,2025-08-20,2025-08-01,2024-02-01,2025-08,,,,");
        Write("accounts.csv", "number,bank,account,holder,consent,from", $"{Mother},970436,0011004455667,Nguyễn Thị Hoà,2025-09-01,");
        Write("coverage.csv", "source,commune,as_of", "civil_status,00004,2026-05-15");
    }

    public RegisterFixture Register { get; }

    public string Folder => Path.Combine(Register.Folder, "in");

    public void Write(string file, params string[] lines) => File.WriteAllLines(Path.Combine(Folder, file), lines);

    public void Append(string file, string line) => File.AppendAllLines(Path.Combine(Folder, file), [line]);

    /// <summary>Puts a line in the place of the one with this number (1 is the header).</summary>
    public void Replace(string file, int line, string text)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, file));
        lines[line - 1] = text;
        Write(file, lines);
    }

    public ImportResult Run(bool mended = false, bool correct = false, bool dryRun = false, Encoding? encoding = null, CancellationToken cancellation = default) => RegistryImport.Run(
        Register.Register,
        Folder,
        new ImportOptions { Facts = Pack.Value.Facts, Benefits = Pack.Value.Benefits, Actor = "tester", Mended = mended, Correct = correct, DryRun = dryRun, Encoding = encoding },
        cancellation);

    public void Dispose() => Register.Dispose();

    private static string LawFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AnSinh.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, "law", "vn");
    }
}
