using System.Collections.Concurrent;

namespace AnSinh.Law;

/// <summary>
/// The law with a reform: one pack for each stretch of months with the same models. Months before the reform counts are those of the law as it is. The packs are compiled when first asked for.
/// Safe for several threads.
/// </summary>
public sealed class ReformedLaw(LawPack law, Reform reform)
{
    private readonly ConcurrentDictionary<string, Lazy<LawPack>> _packs = new(StringComparer.Ordinal);

    public LawPack Baseline => law;
    public Reform Reform => reform;

    /// <summary>The law of a month, as known on a day.</summary>
    /// <exception cref="LawPackException">A replaced model, or the law together with it, has faults.</exception>
    public LawPack For(BenefitMonth month, DateOnly knownAt)
    {
        if (month < reform.AppliesFrom || knownAt < reform.InForce)
        {
            return law;
        }

        var models = reform.Models.Where(model => model.From <= month).GroupBy(model => model.Model, StringComparer.Ordinal).Select(group => group.MaxBy(model => model.From.Index)!).ToList();
        return _packs.GetOrAdd(string.Join('\n', models.Select(model => model.By)), _ => new Lazy<LawPack>(() => Load(models))).Value;
    }

    private LawPack Load(List<ModelReplacement> models) =>
        (models.Count == 0 && reform.Benefits.Count == 0 ? law : LoadTexts(models)).With(reform);

    private LawPack LoadTexts(List<ModelReplacement> models)
    {
        var files = models.Aggregate(new ReformedTexts(law, reform).Apply(), (changed, model) => changed.With("models/" + model.Model, model.Text));
        try
        {
            return LawPack.Load(files);
        }
        catch (LawPackException error)
        {
            throw new LawPackException([.. error.Faults.Select(fault => models.Find(model => "models/" + model.Model == fault.File) is { } model ? fault with { File = model.By } : fault)]);
        }
    }
}
