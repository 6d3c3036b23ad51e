namespace AnSinh.Law;

/// <summary>The law as data, read and checked: facts, instruments, parameters, benefits and the models that decide.</summary>
public sealed class LawPack
{
    private LawPack(LawPackFiles files, FactCatalog facts, InstrumentCatalog instruments, ParameterCatalog parameters, BenefitCatalog benefits, LawModels models)
    {
        Models = models;
        Files = files;
        Facts = facts;
        Instruments = instruments;
        Parameters = parameters;
        Benefits = benefits;
        Determiners = new Determiners(this);
    }

    public LawPackFiles Files { get; }
    public string Hash => Files.Hash;
    public FactCatalog Facts { get; }
    public InstrumentCatalog Instruments { get; }
    public ParameterCatalog Parameters { get; }
    public BenefitCatalog Benefits { get; }
    public LawModels Models { get; }

    public Determiners Determiners { get; }

    private HashSet<BenefitId>? _discreet;

    /// <summary>The grade of an answer about a month that rests on a place in the law; a place in an instrument the pack does not know is <see cref="EvidenceGrade.Assumed"/>.</summary>
    public EvidenceGrade GradeOf(LegalRef reference, BenefitMonth month, DateOnly knownAt) =>
        Instruments.Find(reference.Number)?.GradeFor(month, knownAt) ?? EvidenceGrade.Assumed;

    /// <summary>
    /// True where a row grants the benefit because a sensitive fact holds: its name says what nobody else may learn, and papers that go through several hands name the point of law instead.
    /// </summary>
    public bool IsDiscreet(BenefitId benefit) => (_discreet ??= [.. Models.GrantedWhere(column => column.Facts.Any(code => Facts.Find(code) is { Sensitive: true }), "true")]).Contains(benefit);

    /// <exception cref="LawPackException">The pack has faults; all of them are listed.</exception>
    public static LawPack Load(string folder) => Load(LawPackFiles.ReadFolder(folder));

    /// <inheritdoc cref="Load(string)"/>
    public static LawPack Load(LawPackFiles files)
    {
        // The models are compiled while the catalogs and the texts of the models are read: neither needs the other before they are linked.
        var compiled = Task.Run(() => LawModels.Load(files));
        var faults = new PackFaults();
        var facts = Root(files, "facts.yaml", faults);
        var instruments = Root(files, "instruments.yaml", faults);
        var benefits = Root(files, "benefits.yaml", faults);
        var parameters = files.Below("parameters/", ".yaml").Select(file => YamlText.Single(file.Path, file.Text, faults)).OfType<PackNode>().ToList();
        faults.ThrowIfAny();
        var (factCatalog, instrumentCatalog) = (FactCatalog.Read(facts!), InstrumentCatalog.Read(instruments!));
        var parameterCatalog = ParameterCatalog.Read(parameters, instrumentCatalog);
        var benefitCatalog = BenefitCatalog.Read(benefits!, instrumentCatalog);
        faults.ThrowIfAny();
        var texts = Task.Run(() => new ModelTexts(files, factCatalog, parameterCatalog));
        var models = LawModels.Link(compiled.GetAwaiter().GetResult(), texts, factCatalog, benefitCatalog, faults);
        faults.ThrowIfAny();
        return new LawPack(files, factCatalog, instrumentCatalog, parameterCatalog, benefitCatalog, models!);
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
