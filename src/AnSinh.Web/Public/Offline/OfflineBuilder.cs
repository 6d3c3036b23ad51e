using System.Collections.Concurrent;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Web.Public.Offline;

/// <summary>Works the public check out for everybody: which births lead to the same answers, and for one of each the whole tree of definite answers, states that say the same being one.</summary>
public sealed class OfflineBuilder
{
    /// <summary>Nobody is older.</summary>
    private const int OldestYears = 130;

    /// <summary>Small children are told apart by months: from each month of the last years somebody is tried.</summary>
    private const int MonthlyYears = 6;

    private readonly LawPack _pack;
    private readonly DateOnly _today;
    private readonly Dictionary<string, int> _questionIndex = new(StringComparer.Ordinal);
    private readonly List<OfflineQuestion> _questions = [];
    private readonly Dictionary<string, int> _nodeIndex = new(StringComparer.Ordinal);
    private readonly List<OfflineNode> _nodes = [];
    private readonly Dictionary<string, int> _resultIndex = new(StringComparer.Ordinal);
    private readonly List<OfflineResult> _results = [];
    private readonly ConcurrentDictionary<(DateOnly Born, Sex Sex), string> _signatures = [];
    private readonly Lock _one = new();
    private List<CheckAnswer> _probes = [];

    private OfflineBuilder(LawPack pack, DateOnly today) => (_pack, _today) = (pack, today);

    public static OfflineTable Build(LawPack pack, DateOnly today) => new OfflineBuilder(pack, today).Build();

    private OfflineTable Build()
    {
        _probes = Probes();
        var women = Classes(Sex.Female);
        // Where no birthday tells men from women there is nothing else to look for.
        var men = Birthdays().All(day => Signature((day, Sex.Male)) == Signature((day, Sex.Female))) ? women : Classes(Sex.Male);
        var trees = women.Select(day => (Born: day, Sex: Sex.Female)).Concat(men.Select(day => (Born: day, Sex: Sex.Male))).GroupBy(Signature).ToDictionary(group => group.Key, group => group.First());
        var roots = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var begun = trees.ToList();
        AllCores.Each(begun.Count, index => roots[begun[index].Key] = Walk(new CheckPerson(BirthDate.OfDay(begun[index].Value.Born), begun[index].Value.Sex, null), []));
        var own = _pack.Parameters.All.SelectMany(parameter => parameter.Values).Select(value => value.Place).OfType<PlaceCode>().Select(place => place.IsProvince ? place : PlaceDirectory.VietNam.ProvinceOf(place)).Distinct().Order().ToList();
        return InOrder(new OfflineTable(
            _today, _pack.Hash, [.. women.Select(day => new OfflineBirths(day, roots[Signature((day, Sex.Female))]))], [.. men.Select(day => new OfflineBirths(day, roots[Signature((day, Sex.Male))]))], _questions, _nodes, _results, own));
    }

    /// <summary>The same table, numbered as one meets everything from the first birth on: the same law and day give the same bytes, whichever thread came first.</summary>
    private static OfflineTable InOrder(OfflineTable table)
    {
        var (nodes, questions, results) = (new List<OfflineNode>(), new List<OfflineQuestion>(), new List<OfflineResult>());
        var (nodeAt, questionAt, resultAt) = (new Dictionary<int, int>(), new Dictionary<int, int>(), new Dictionary<int, int>());
        return table with { Women = [.. table.Women.Select(From)], Men = [.. table.Men.Select(From)], Questions = questions, Nodes = nodes, Results = results };

        OfflineBirths From(OfflineBirths births) => births with { Root = Node(births.Root) };

        int Node(int node)
        {
            if (!nodeAt.TryGetValue(node, out var known))
            {
                var own = table.Nodes[node];
                nodes.Add(own.Question < 0
                    ? own with { Next = [Met(resultAt, results, table.Results, own.Next[0])] }
                    : new OfflineNode(Met(questionAt, questions, table.Questions, own.Question), [.. own.Next.Select(Node)]));
                nodeAt[node] = known = nodes.Count - 1;
            }

            return known;
        }

        static int Met<T>(Dictionary<int, int> at, List<T> list, IReadOnlyList<T> all, int number)
        {
            if (!at.TryGetValue(number, out var known))
            {
                at[number] = known = list.Count;
                list.Add(all[number]);
            }

            return known;
        }
    }

    /// <summary>Single answers to every question that people of several ages are asked and that make something be owed: by what they bring, births are told apart.</summary>
    private List<CheckAnswer> Probes()
    {
        var found = new ConcurrentDictionary<string, CheckAnswer>(StringComparer.Ordinal);
        foreach (var years in (int[])[2, 10, 30, 65, 78])
        {
            var person = new CheckPerson(BirthDate.OfDay(_today.AddYears(-years).AddDays(-40)), Sex.Female, null);
            foreach (var missing in SelfCheck.Run(_pack, person, [], _today).Determination.Missing)
            {
                var question = FactQuestion.Of(missing.Fact, SelfCheck.Asker, _pack.Facts);
                foreach (var value in _pack.Facts.Find(question.Fact) is null ? [] : ValuesOf(question))
                {
                    var answer = new CheckAnswer(question, value);
                    if (!found.ContainsKey(answer.ToString()) && SelfCheck.Run(_pack, person, [answer], _today).Determination.Entitlements.Count > 0)
                    {
                        found[answer.ToString()] = answer;
                    }
                }
            }
        }

        return [.. found.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value)];
    }

    /// <summary>The first birth of each stretch whose people get the same answers, oldest first.</summary>
    private List<DateOnly> Classes(Sex sex)
    {
        var tried = Tried().Distinct().Order().ToList();
        AllCores.Each(tried.Count, index => Signature((tried[index], sex)));
        List<DateOnly> begins = [tried[0]];
        for (var index = 1; index < tried.Count; index++)
        {
            var (from, to) = (tried[index - 1], tried[index]);
            while (Signature((from, sex)) != Signature((tried[index], sex)))
            {
                // The last day that is like the first of the stretch; the next begins another.
                var (low, high) = (from, to);
                while (low.AddDays(1) < high)
                {
                    var middle = low.AddDays((high.DayNumber - low.DayNumber) / 2);
                    (low, high) = Signature((middle, sex)) == Signature((from, sex)) ? (middle, high) : (low, middle);
                }

                begins.Add(high);
                from = high;
            }
        }

        return begins;
    }

    private IEnumerable<DateOnly> Birthdays() => Enumerable.Range(0, OldestYears).Select(years => new DateOnly(_today.Year, _today.Month, 1).AddYears(-years));

    /// <summary>Births at which the law may change its mind: each birthday of this month and of those around it, and each month of small children.</summary>
    private IEnumerable<DateOnly> Tried()
    {
        var first = new DateOnly(_today.Year, _today.Month, 1);
        for (var years = 0; years <= OldestYears; years++)
        {
            foreach (var day in new[] { first.AddMonths(-1), first, _today, first.AddMonths(1), first.AddMonths(5) })
            {
                if (day.AddYears(-years) <= _today)
                {
                    yield return day.AddYears(-years);
                }
            }
        }

        for (var months = 0; months < 12 * MonthlyYears; months++)
        {
            yield return first.AddMonths(-months);
        }
    }

    private string Signature((DateOnly Born, Sex Sex) of) => _signatures.GetOrAdd(of, one =>
    {
        var person = new CheckPerson(BirthDate.OfDay(one.Born), one.Sex, null);
        var plain = SelfCheck.Run(_pack, person, [], _today).Determination;
        return string.Join('|', _probes.Select(probe => OfflineResult.KeyOf(SelfCheck.Run(_pack, person, [probe], _today).Determination)).Prepend(OfflineResult.KeyOf(plain) + string.Join(',', plain.Refused.Select(refused => refused.Benefit))));
    });

    private int Walk(CheckPerson person, IReadOnlyList<CheckAnswer> said)
    {
        var state = SelfCheck.Run(_pack, person, said, _today);
        if (state.Next is not { } question)
        {
            lock (_one)
            {
                var result = Index(_resultIndex, _results, new OfflineResult(state.Determination), result => result.Key);
                return Index(_nodeIndex, _nodes, new OfflineNode(-1, [result]), KeyOf);
            }
        }

        var values = ValuesOf(question);
        var next = values.Select(value => Walk(person, [.. said, new CheckAnswer(question, value)])).ToList();
        lock (_one)
        {
            return Index(_nodeIndex, _nodes, new OfflineNode(Index(_questionIndex, _questions, new OfflineQuestion(CheckAnswer.Code(question), question, values), one => one.Code), next), KeyOf);
        }
    }

    /// <summary>The definite answers that are few: yes and no, the values of a list, and of a number that there is none of it.</summary>
    private IReadOnlyList<string> ValuesOf(FactQuestion question) => question.OfSource ? ["true", "false"] : _pack.Facts.Find(question.Fact)! switch
    {
        { Type: FactType.Boolean } => ["true", "false"],
        { Type: FactType.Enumeration } fact => [.. fact.Values.Select(value => value.Code)],
        { Type: FactType.Number } fact when fact.Accepts("0", out _) => ["0"],
        _ => [],
    };

    private static string KeyOf(OfflineNode node) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{node.Question}:{string.Join(',', node.Next)}");

    private static int Index<T>(Dictionary<string, int> index, List<T> list, T item, Func<T, string> key)
    {
        if (!index.TryGetValue(key(item), out var at))
        {
            index.Add(key(item), at = list.Count);
            list.Add(item);
        }

        return at;
    }
}
