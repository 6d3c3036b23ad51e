namespace AnSinh.Law;

/// <summary>
/// Reads reform files (docs/simulation.md) against the law they change. Every fault of a file and of those it extends is reported with file, line and column; a reform with a fault is none.
/// </summary>
/// <param name="last">The last month that is asked about; the reform must count by then and be in force by its last day.</param>
public sealed class ReformReader(LawPack law, BenefitMonth last)
{
    private readonly BenefitMonth _first = law.Benefits.Programmes.SelectMany(programme => programme.Models).Select(models => models.From).Min();

    /// <exception cref="LawPackException">A file has faults; those of all files are listed.</exception>
    public IReadOnlyList<Reform> ReadFiles(IReadOnlyList<string> paths)
    {
        var faults = new PackFaults();
        var reforms = new List<Reform>();
        foreach (var path in paths)
        {
            if (Read(path, [], faults) is { } reform)
            {
                if (reforms.Exists(other => other.Id == reform.Id))
                {
                    faults.Add(path, 1, 1, $"mã '{reform.Id}' đã có ở một tệp khác của lần chạy này", $"the id '{reform.Id}' is already that of another file of this run");
                }

                reforms.Add(reform);
            }
        }

        faults.ThrowIfAny();
        return reforms;
    }

    private Reform? Read(string path, IReadOnlyList<string> within, PackFaults faults)
    {
        if (!File.Exists(path))
        {
            faults.Add(path, 1, 1, "không có tệp này", "there is no such file");
            return null;
        }

        var before = faults.All.Count;
        var text = CaseReader.ReadText(path, faults);
        if (faults.All.Count > before || YamlText.Single(path, text, faults) is not { } root)
        {
            return null;
        }

        root.Only("reform", "name", "purpose", "in_force", "applies_from", "extends", "parameters", "benefits", "models");
        var dates = ReadDates(root);
        var own = new Reform
        {
            Id = root.Required("reform").Parsed(id => (id.Length is > 0 and <= 40 && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'), id), "mã gồm chữ thường không dấu, chữ số, dấu nối, nhiều nhất 40 ký tự", "an id of small letters, digits and hyphens, at most 40"),
            Name = root.Required("name").Bilingual(),
            Purpose = root.Required("purpose").Bilingual(),
            File = path,
            InForce = dates.InForce,
            AppliesFrom = dates.AppliesFrom,
            Parameters = Distinct(root.Optional("parameters"), patches => new ParameterPatchReader(law, dates.AppliesFrom, last).Read(patches), patch => $"{patch.Parameter} {patch.Place} {patch.From}"),
            Benefits = Distinct(root.Optional("benefits"), item => ReadSwitch(item, dates.AppliesFrom), change => change.Benefit.Value),
            Models = Distinct(root.Optional("models"), item => ReadModel(item, path, dates.AppliesFrom), model => $"{model.Model} {model.From}"),
        };
        var reform = Extend(own, root.Optional("extends"), [.. within, Path.GetFullPath(path)], faults);
        if (faults.All.Count == before && reform.Parameters.Count + reform.Benefits.Count + reform.Models.Count == 0)
        {
            root.Fault("đề xuất không đổi gì; cần parameters, benefits hoặc models", "the reform changes nothing; expected parameters, benefits or models");
        }

        return faults.All.Count == before ? reform : null;
    }

    private (DateOnly InForce, BenefitMonth AppliesFrom) ReadDates(PackNode root)
    {
        var (inForceNode, appliesNode) = (root.Required("in_force"), root.Required("applies_from"));
        var (inForce, appliesFrom) = (inForceNode.Date(), appliesNode.Month());
        if (inForce > last.Last)
        {
            inForceNode.Fault($"{inForce:yyyy-MM-dd} sau ngày cuối của tháng cuối được hỏi ({last}): đề xuất chưa có hiệu lực", $"{inForce:yyyy-MM-dd} is after the last month asked about ({last}): the reform is not in force by then");
        }

        if (appliesFrom != default && (appliesFrom < _first || appliesFrom > last))
        {
            appliesNode.Fault($"tháng {appliesFrom} nằm ngoài {_first} đến {last}: từ khi bộ luật có mô hình đến tháng cuối được hỏi", $"{appliesFrom} is outside {_first} to {last}: from the first month with models to the last month asked about");
        }

        return (inForce, appliesFrom);
    }

    /// <summary>What this file says goes before what the files it extends say; whose chain comes back to a file, runs in a circle.</summary>
    private Reform Extend(Reform own, PackNode? extends, IReadOnlyList<string> within, PackFaults faults)
    {
        foreach (var item in extends?.Items() ?? [])
        {
            var path = Path.Combine(Path.GetDirectoryName(own.File) ?? "", item.Text());
            if (within.Contains(Path.GetFullPath(path)))
            {
                item.Fault($"vòng tròn: {string.Join(" -> ", within.Append(Path.GetFullPath(path)).Select(Path.GetFileName))}", $"circular: {string.Join(" -> ", within.Append(Path.GetFullPath(path)).Select(Path.GetFileName))}");
            }
            else if (Read(path, within, faults) is { } other)
            {
                own = own with
                {
                    Parameters = [.. other.Parameters.Where(patch => !own.Parameters.Any(mine => mine.Parameter == patch.Parameter && mine.Place == patch.Place)), .. own.Parameters],
                    Benefits = [.. other.Benefits.Where(change => !own.Benefits.Any(mine => mine.Benefit == change.Benefit)), .. own.Benefits],
                    Models = [.. other.Models.Where(model => !own.Models.Any(mine => mine.Model == model.Model)), .. own.Models],
                };
            }
        }

        return own;
    }

    private static List<T> Distinct<T>(PackNode? list, Func<PackNode, T?> read, Func<T, string> key)
        where T : class
    {
        var (all, keys) = (new List<T>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var item in list?.Items() ?? [])
        {
            if (read(item) is { } one)
            {
                if (!keys.Add(key(one)))
                {
                    item.Fault($"'{key(one)}' ghi hai lần", $"'{key(one)}' is listed twice");
                }

                all.Add(one);
            }
        }

        return all;
    }

    private BenefitSwitch? ReadSwitch(PackNode item, BenefitMonth appliesFrom)
    {
        item.Only("id", "switch", "from");
        var node = item.Required("id");
        var id = new BenefitId(node.Text());
        var on = item.Required("switch").OneOf("on", "off") == "on";
        var from = item.Optional("from")?.Month() ?? appliesFrom;
        if (law.Benefits.Find(id) is not { } benefit)
        {
            node.Fault($"không có chế độ '{id}' trong benefits.yaml", $"there is no benefit '{id}' in benefits.yaml");
            return null;
        }

        if (Outside(item.Optional("from") ?? item, from, appliesFrom))
        {
            return null;
        }

        var exists = benefit.ExistsIn(from, last.Last);
        if (exists == on)
        {
            item.Fault(on ? $"'{id}' đã có trong tháng {from}" : $"'{id}' không có trong tháng {from}", on ? $"'{id}' already exists in {from}" : $"'{id}' does not exist in {from}");
            return null;
        }

        return new BenefitSwitch(id, on, from);
    }

    private ModelReplacement? ReadModel(PackNode item, string reform, BenefitMonth appliesFrom)
    {
        item.Only("replace", "by", "from");
        var (replace, by) = (item.Required("replace"), item.Required("by"));
        var from = item.Optional("from")?.Month() ?? appliesFrom;
        var model = replace.Text();
        var known = law.Files.Text("models/" + model) is not null;
        if (!known)
        {
            replace.Fault($"không có models/{model}", $"there is no models/{model}");
        }

        var path = Path.Combine(Path.GetDirectoryName(reform) ?? "", by.Text());
        if (!File.Exists(path))
        {
            by.Fault($"không có tệp {path} (đường dẫn tính từ tệp đề xuất)", $"there is no file {path} (the path counts from the reform file)");
            return null;
        }

        var faults = new PackFaults();
        var text = CaseReader.ReadText(path, faults);
        foreach (var fault in faults.All)
        {
            by.Fault(fault.Vi, fault.En);
        }

        return !known || faults.Any || Outside(item.Optional("from") ?? item, from, appliesFrom) ? null : new ModelReplacement(model, path, text, from);
    }

    private bool Outside(PackNode node, BenefitMonth from, BenefitMonth appliesFrom) => ParameterPatchReader.Outside(node, from, appliesFrom, last);
}
