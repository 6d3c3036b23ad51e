using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AnSinh.Law;

/// <summary>The law as data, read and checked: facts, instruments, parameters, benefits and the models that decide.</summary>
public sealed class LawPack
{
    private LawPack(string hash, LawPackFiles files, FactCatalog facts, InstrumentCatalog instruments, ParameterCatalog parameters, BenefitCatalog benefits, LawModels models)
    {
        Hash = hash;
        Ages = (HashSet<int>)[.. models.Texts.WholeNumbers, .. parameters.All.Where(parameter => parameter.Keys is null).SelectMany(parameter => parameter.Values).Where(value => value.Value is >= 0 and < 1000).Select(value => (int)value.Value)];
        Models = models;
        Files = files;
        Facts = facts;
        Instruments = instruments;
        Parameters = parameters;
        Benefits = benefits;
        Determiners = new Determiners(this);
        Horizons = new LawHorizons(this);
    }

    /// <summary>The texts it was read from; those of a reform's values are not among them.</summary>
    public LawPackFiles Files { get; }

    /// <summary>Identity of the law that decides, in hexadecimal.</summary>
    public string Hash { get; }
    public FactCatalog Facts { get; }
    public InstrumentCatalog Instruments { get; }
    public ParameterCatalog Parameters { get; }
    public BenefitCatalog Benefits { get; }
    public LawModels Models { get; }

    public Determiners Determiners { get; }

    public LawHorizons Horizons { get; }

    /// <summary>Every whole number below 1,000 that stands in a model or is the value of a parameter: no rule can compare an age with another.</summary>
    internal IReadOnlySet<int> Ages { get; }

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
        return new LawPack(files.Hash, files, factCatalog, instrumentCatalog, parameterCatalog, benefitCatalog, models!);
    }

    /// <summary>The law with the values that a reform gives parameters; models and benefits are those of this law, and compiled only once.</summary>
    internal LawPack With(Reform reform)
    {
        var patches = reform.Parameters.Select(patch => string.Create(
            CultureInfo.InvariantCulture, $"{patch.Parameter} {patch.From} {patch.To} {patch.Place} {patch.Value} {string.Join(' ', patch.Table.Select(cell => $"{cell.Key}:{cell.Value.ToString(CultureInfo.InvariantCulture)}"))}"));
        var identity = string.Create(CultureInfo.InvariantCulture, $"{Hash}\n{reform.Ref} {reform.InForce:O} {reform.AppliesFrom}\n{string.Join('\n', patches)}");
        return new LawPack(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))), Files, Facts, Instruments.With(reform.Instrument), ReformedParameters.Of(Parameters, reform), Benefits, Models);
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
