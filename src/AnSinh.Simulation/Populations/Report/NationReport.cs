using System.Globalization;
using System.Text;
using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

/// <summary>Holds a drawn nation against its sources, marginal by marginal, in Vietnamese and English (Markdown).</summary>
public static class NationReport
{
    private static readonly (string Id, NationFigure Figure, string Vietnamese, string English)[] Measures =
    [
        ("households", NationFigure.Households, "Hộ", "Households"),
        ("urban", NationFigure.Urban, "Người ở thành thị", "People in towns"),
        ("male", NationFigure.Male, "Nam", "Men"),
        ("sixty_plus", NationFigure.SixtyPlus, "Người từ 60 tuổi (nguồn năm 2024, bộ dữ liệu năm 2026)", "People of 60 and over (source of 2024, file of 2026)"),
        ("poor_households", NationFigure.PoorHouseholds, "Hộ nghèo", "Poor households"),
        ("near_poor_households", NationFigure.NearPoorHouseholds, "Hộ cận nghèo", "Near-poor households"),
        ("assistance_monthly", NationFigure.AssistanceMonthly, "Người hưởng trợ giúp xã hội hằng tháng theo luật năm 2024 (cả người nhận chăm sóc)", "Monthly social assistance under the law of 2024 (carers included)"),
        ("elderly_80_without_pension", NationFigure.Elderly80WithoutPension, "Người từ 80 tuổi không lương hưu", "People of 80 and over without a pension"),
        ("disability_extremely_severe", NationFigure.DisabilityExtremelySevere, "Khuyết tật đặc biệt nặng, đủ điều kiện hưởng", "Extremely severe disability, on assistance"),
        ("disability_severe", NationFigure.DisabilitySevere, "Khuyết tật nặng, đủ điều kiện hưởng", "Severe disability, on assistance"),
        ("disability_mild", NationFigure.DisabilityMild, "Khuyết tật nhẹ", "Mild disability"),
        ("orphans_assisted", NationFigure.OrphansAssisted, "Trẻ không có người nuôi dưỡng", "Children without anybody to raise them"),
        ("hiv_assisted", NationFigure.HivAssisted, "Người nhiễm HIV thuộc hộ nghèo", "People with HIV in poor households"),
        ("poor_single_parents", NationFigure.PoorSingleParents, "Người đơn thân nghèo nuôi con", "Poor single parents"),
        ("merit_monthly", NationFigure.MeritMonthly, "Người hưởng trợ cấp ưu đãi hằng tháng", "Monthly merit recipients"),
        ("pensioners", NationFigure.Pensioners, "Người hưởng lương hưu, trợ cấp bảo hiểm hằng tháng", "Pensions and monthly social insurance"),
    ];

    public static string Write(NationData data, PopulationReader reader, int threads, CancellationToken cancellation)
    {
        var tally = NationTally.Of(data, reader, threads, cancellation);
        var text = new StringBuilder($"""
            # Dân số giả lập so với số liệu công bố / The synthetic population against its sources

            {reader.Persons} người, {reader.Households} hộ, ngày {reader.Day:yyyy-MM-dd}, hạt giống {reader.Seed}. Số công bố được quy về cỡ này theo tỷ lệ dân số của chính nguồn đó.
            "assumed", "derived", "recalled" là giả định của bộ dữ liệu, không phải số công bố (`data/nation/README.md`).

            {reader.Persons} persons in {reader.Households} households on {reader.Day:yyyy-MM-dd}, seed {reader.Seed}. Published figures are scaled to this size by the population of their own source. "assumed", "derived" and "recalled"
            mark what is not published (`data/nation/README.md`). The file was read back for these counts.


            """.ReplaceLineEndings("\n"));
        Totals(text, data, tally, reader.Persons);
        AgeSex(text, data, tally, reader.Persons);
        Sizes(text, data, tally, reader.Households);
        Regions(text, data, tally, reader.Persons);
        Provinces(text, data, tally, reader.Persons);
        Ethnic(text, data, tally, reader.Persons);
        Merit(text, data, tally, reader.Persons);
        Pensions(text, data, tally);
        return text.ToString();
    }

    private static void Totals(StringBuilder text, NationData data, NationTally tally, long persons)
    {
        Head(text, "Tổng số / Totals", "Chỉ tiêu / Figure", "Công bố / Published", "Bộ dữ liệu / File", "%", "Tin cậy / Confidence", "Nguồn / Source");
        foreach (var (id, figure, vietnamese, english) in Measures)
        {
            var target = data.Targets[id];
            var (expected, reached) = (target.For(persons), tally[figure]);
            Row(text, $"{vietnamese} / {english}", Number(expected), Number(reached), Difference(expected, reached), target.Confidence, target.Source);
        }

        Row(text, "Người từ 75 tuổi không lương hưu (trợ cấp hưu trí xã hội) / People of 75 and over without a pension (social pension)", "", Number(tally[NationFigure.Elderly75WithoutPension]), "", "no figure", "");
    }

    private static void AgeSex(StringBuilder text, NationData data, NationTally tally, long persons)
    {
        Head(text, "Tuổi và giới / Age and sex (UN WPP 2019, medium variant, mid-2026)", "Tuổi / Age", "Nam, nguồn / Men, source", "Nam / Men", "%", "Nữ, nguồn / Women, source", "Nữ / Women", "%");
        var all = data.AgeSex.Sum(group => group.Population);
        foreach (var men in data.AgeSex.Where(group => group.Sex == Sex.Male))
        {
            var women = data.AgeSex.Single(group => group.Sex == Sex.Female && group.AgeFrom == men.AgeFrom);
            var (expectedMen, expectedWomen) = (Share(men.Population, persons, all), Share(women.Population, persons, all));
            var group = men.AgeFrom / 5;
            Row(text, men.AgeFrom == 100 ? "100+" : $"{men.AgeFrom}-{men.AgeTo}", Number(expectedMen), Number(tally.AgeSex[group, 0]), Difference(expectedMen, tally.AgeSex[group, 0]),
                Number(expectedWomen), Number(tally.AgeSex[group, 1]), Difference(expectedWomen, tally.AgeSex[group, 1]));
        }
    }

    private static void Sizes(StringBuilder text, NationData data, NationTally tally, long households)
    {
        Head(text, "Cỡ hộ / Household size (2-4: 65.5 % published 2019; the rest recalled or derived from the mean of 2024)", "Người / Persons", "Mô hình / Model", "Bộ dữ liệu / File", "%");
        var all = data.HouseholdSizes.Sum(size => size.Weight);
        foreach (var size in data.HouseholdSizes)
        {
            var expected = Share(size.Weight, households, all);
            Row(text, Number(size.Size), Number(expected), Number(tally.Sizes[size.Size]), Difference(expected, tally.Sizes[size.Size]));
        }
    }

    private static void Regions(StringBuilder text, NationData data, NationTally tally, long persons)
    {
        Head(text, "Hộ nghèo theo vùng / Poor households by region (QĐ 134/QĐ-BLĐTBXH, 2023; poor and near poor parted as in 2022: derived)", "Vùng trước 2025 / Region before 2025", "Hộ / Households", "Nghèo và cận nghèo, nguồn / Poor and near poor, source", "Bộ dữ liệu / File", "%", "Nghèo, nguồn / Poor, source", "Bộ dữ liệu / File", "%");
        var all = data.Targets["poor_households"].OfPersons;
        for (var index = 0; index < data.Regions.Count; index++)
        {
            var region = data.Regions[index];
            var (deprived, poor) = (Share(region.Deprived, persons, all), Share(region.Poor, persons, all));
            var reached = tally.Regions[index, 1] + tally.Regions[index, 2];
            Row(text, region.Name, Number(tally.Regions[index, 0]), Number(deprived), Number(reached), Difference(deprived, reached), Number(poor), Number(tally.Regions[index, 2]), Difference(poor, tally.Regions[index, 2]));
        }
    }

    private static void Provinces(StringBuilder text, NationData data, NationTally tally, long persons)
    {
        Head(text, "Tỉnh, thành phố / Provinces (census 2019 on today's provinces; towns and country weighted to 2024)", "Tỉnh / Province", "Nguồn / Source", "Bộ dữ liệu / File", "%");
        var all = data.Provinces.Sum(province => province.Persons);
        for (var index = 0; index < data.Provinces.Count; index++)
        {
            var expected = Share(data.Provinces[index].Persons, persons, all);
            Row(text, data.Provinces[index].Name, Number(expected), Number(tally.Provinces[index]), Difference(expected, tally.Provinces[index]));
        }
    }

    private static void Ethnic(StringBuilder text, NationData data, NationTally tally, long persons)
    {
        Head(text, "Dân tộc / Ethnic groups (census 2019; where they live is published for 30 groups, assumed or spread for the others)", "Dân tộc / Group", "Nguồn / Source", "Bộ dữ liệu / File", "%");
        var all = data.EthnicGroups.Sum(group => group.Persons);
        foreach (var (code, name, count) in data.EthnicGroups)
        {
            var expected = Share(count, persons, all);
            Row(text, name, Number(expected), Number(tally.EthnicGroups[code]), Difference(expected, tally.EthnicGroups[code]));
        }
    }

    private static void Merit(StringBuilder text, NationData data, NationTally tally, long persons)
    {
        Head(text, "Người có công hưởng hằng tháng theo nhóm / Monthly merit recipients by group (the total is published, the shares are assumed)", "Nhóm / Group", "Giả định / Assumed", "Bộ dữ liệu / File", "%");
        var (total, all) = (data.Targets["merit_monthly"].For(persons), data.MeritKinds.Sum(kind => kind.Weight));
        for (var index = 0; index < data.MeritKinds.Count; index++)
        {
            var expected = Share(data.MeritKinds[index].Weight, total, all);
            Row(text, $"`{data.MeritKinds[index].Kind}`", Number(expected), Number(tally.Merit[index]), Difference(expected, tally.Merit[index]));
        }
    }

    private static void Pensions(StringBuilder text, NationData data, NationTally tally)
    {
        Head(text, "Lương hưu theo tuổi / Pensions by age (assumed shares of `pensions.csv`)", "Tuổi / Age", "Giả định / Assumed", "Bộ dữ liệu / File", "%");
        for (var group = 10; group < NationTally.AgeGroups; group++)
        {
            var expected = 0L;
            foreach (var sex in new[] { Sex.Male, Sex.Female })
            {
                expected += tally.AgeSex[group, (int)sex] * NationData.At(data.Pensions, group * 5, sex) / 1000;
            }

            Row(text, group == NationTally.AgeGroups - 1 ? "100+" : $"{group * 5}-{(group * 5) + 4}", Number(expected), Number(tally.Pensions[group, 1]), Difference(expected, tally.Pensions[group, 1]));
        }
    }

    private static long Share(long part, long of, long whole) => (long)(((Int128)part * of * 2 + whole) / ((Int128)whole * 2));

    private static void Head(StringBuilder text, string title, params string[] columns)
    {
        text.Append("\n## ").Append(title).Append("\n\n");
        Row(text, columns);
        text.Append('|').Append(string.Concat(columns.Select((_, index) => index == 0 ? "---|" : "---:|"))).Append('\n');
    }

    private static void Row(StringBuilder text, params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Difference(long expected, long reached) =>
        expected == 0 ? "" : (100m * (reached - expected) / expected).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
}
