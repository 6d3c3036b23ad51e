namespace AnSinh.Law;

/// <summary>The law as data, read and checked: facts, instruments, parameters, benefits and the models that decide.</summary>
public sealed class LawPack
{
    private LawPack(LawPackFiles files, FactCatalog facts, InstrumentCatalog instruments, ParameterCatalog parameters, BenefitCatalog benefits)
    {
        Files = files;
        Facts = facts;
        Instruments = instruments;
        Parameters = parameters;
        Benefits = benefits;
    }

    public LawPackFiles Files { get; }
    public string Hash => Files.Hash;
    public FactCatalog Facts { get; }
    public InstrumentCatalog Instruments { get; }
    public ParameterCatalog Parameters { get; }
    public BenefitCatalog Benefits { get; }

    /// <exception cref="LawPackException">The pack has faults; all of them are listed.</exception>
    public static LawPack Load(string folder) => Load(LawPackFiles.ReadFolder(folder));

    /// <inheritdoc cref="Load(string)"/>
    public static LawPack Load(LawPackFiles files)
    {
        var faults = new PackFaults();
        var facts = Root(files, "facts.yaml", faults);
        var instruments = Root(files, "instruments.yaml", faults);
        var benefits = Root(files, "benefits.yaml", faults);
        var parameters = files.Below("parameters/", ".yaml").Select(file => YamlText.Single(file.Path, file.Text, faults)).OfType<PackNode>().ToList();
        faults.ThrowIfAny();
        var pack = new LawPack(files, FactCatalog.Read(facts!), InstrumentCatalog.Read(instruments!), ParameterCatalog.Read(parameters), BenefitCatalog.Read(benefits!));
        faults.ThrowIfAny();
        return pack;
    }

    private static PackNode? Root(LawPackFiles files, string path, PackFaults faults)
    {
        if (files.Text(path) is { } text)
        {
            return YamlText.Single(path, text, faults);
        }

        faults.Add(path, 1, 1, "thiếu tệp này trong bộ luật", "this file is missing from the law pack");
        return null;
    }
}
