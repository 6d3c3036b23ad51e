using System.Collections.Concurrent;

namespace AnSinh.Law;

/// <summary>What became of a mutant: broken by a case, refused when the pack was read, or survived.</summary>
public sealed record MutantFate(Mutant Mutant, bool Killed, string By);

/// <summary>
/// Changes the law one thing at a time and sees whether the worked cases notice. A mutant that no case notices marks a row, bound, coefficient, date or parameter that no
/// case guards. Parameters that no model reads (ages the register warns about, the cut-off day of payment) decide nothing in a case and are left alone;
/// so are instruments from whose entry into force no benefit and no parameter is usable, and the day from which an instrument applies where no parameter takes its first month from it.
/// </summary>
public sealed class MutationRun(LawPack pack, IReadOnlyList<WorkedCase> cases)
{
    public IReadOnlyList<Mutant> Mutants { get; } = MutantsOf(pack);

    private static List<Mutant> MutantsOf(LawPack pack)
    {
        var read = pack.Models.Texts.Parameters;
        var values = pack.Parameters.All.Where(parameter => read.Contains(parameter.Id)).SelectMany(parameter => parameter.Values).ToList();
        var gates = pack.Benefits.All.Select(benefit => benefit.Ref.Number).Concat(values.Select(value => value.Ref.Number)).ToHashSet(StringComparer.Ordinal);
        var beginnings = values.Where(value => value.From == pack.Instruments.Find(value.Ref.Number)?.FirstMonth).Select(value => value.Ref.Number).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. pack.Files.Below("models/", ".dmn").SelectMany(file => ModelMutants.Of(file.Path, file.Text)),
            .. pack.Files.Below("parameters/", ".yaml").SelectMany(file => DataMutants.Of(file.Path, file.Text, (parameter, _) => read.Contains(parameter))),
            .. DataMutants.Of("benefits.yaml", pack.Files.Text("benefits.yaml") ?? "", (_, _) => true),
            .. DataMutants.Of("instruments.yaml", pack.Files.Text("instruments.yaml") ?? "", (number, key) => (key == "applies_from" ? beginnings : gates).Contains(number)),
        ];
    }

    /// <summary>Tries every mutant on the given number of threads; <paramref name="progress"/> hears of each.</summary>
    public IReadOnlyList<MutantFate> Run(IReadOnlyList<Mutant> mutants, int threads, Action<MutantFate> progress)
    {
        var fates = new ConcurrentBag<MutantFate>();
        var killers = new ConcurrentDictionary<string, int>();
        AllCores.Each(
            mutants.Count,
            index =>
            {
                var fate = Try(mutants[index], killers);
                fates.Add(fate);
                progress(fate);
            },
            threads);
        return [.. fates.OrderBy(fate => fate.Mutant.Id, StringComparer.Ordinal)];
    }

    private MutantFate Try(Mutant mutant, ConcurrentDictionary<string, int> killers)
    {
        Determiner determiner;
        try
        {
            determiner = new Determiner(LawPack.Load(pack.Files.With(mutant.File, mutant.Text)));
        }
        catch (LawPackException exception)
        {
            return new MutantFate(mutant, true, $"not read: {exception.Faults[0].En}");
        }

        var stem = Path.GetFileNameWithoutExtension(mutant.File);
        killers.TryGetValue(mutant.File, out var likely);
        var order = Enumerable.Range(0, cases.Count).OrderBy(index => index == likely ? 0 : cases[index].File.Contains(stem, StringComparison.Ordinal) ? 1 : 2);
        foreach (var index in order)
        {
            if (Broken(cases[index], determiner))
            {
                killers[mutant.File] = index;
                return new MutantFate(mutant, true, $"{cases[index].File}:{cases[index].Line}");
            }
        }

        return new MutantFate(mutant, false, "");
    }

    private static bool Broken(WorkedCase worked, Determiner determiner)
    {
        try
        {
            return CaseVerifier.Verify(worked, determiner).Any();
        }
        catch (Exception exception) when (exception is LawStopException or FormatException or AnSinh.Dmn.DmnEvaluationException)
        {
            return true;
        }
    }
}
