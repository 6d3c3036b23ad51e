using System.Globalization;

namespace AnSinh.Law;

/// <summary>Reads one entry of <c>parameters</c> of a reform and holds it against the parameter that it changes.</summary>
internal sealed class ParameterPatchReader(LawPack law, BenefitMonth appliesFrom, BenefitMonth last)
{
    public ParameterPatch? Read(PackNode item)
    {
        item.Only("id", "from", "to", "place", "value", "table");
        var idNode = item.Required("id");
        var id = idNode.Text();
        var (from, to) = (item.Optional("from")?.Month() ?? appliesFrom, item.Optional("to")?.Month());
        if (law.Parameters.Find(id) is not { } parameter)
        {
            var near = law.Parameters.All.Select(known => known.Id).Where(known => known.Split('.')[0] == id.Split('.')[0]).Take(8).ToList();
            var list = near.Count == 0 ? "" : $": {string.Join(", ", near)}";
            idNode.Fault($"không có tham số '{id}'{list}", $"there is no parameter '{id}'{list}");
            return null;
        }

        var outside = Outside(item.Optional("from") ?? item, from, appliesFrom, last);
        if (to < from)
        {
            item.Required("to").Fault($"tháng cuối {to} trước tháng đầu {from}", $"the last month {to} is before the first, {from}");
            outside = true;
        }

        var place = ReadPlace(item, parameter);
        var inDong = parameter.Unit.StartsWith("VND", StringComparison.Ordinal);
        if (parameter.Keys is { } keys)
        {
            if (item.Optional("value") is { } single)
            {
                single.Fault($"'{id}' là một bảng; cần 'table'", $"'{id}' is a table; expected 'table'");
                return null;
            }

            var table = ReadTable(item.Required("table"), keys, inDong);
            return outside ? null : new ParameterPatch(id, from, to, place, 0, table);
        }

        if (item.Optional("table") is { } cells)
        {
            cells.Fault($"'{id}' là một số; cần 'value'", $"'{id}' is a single number; expected 'value'");
            return null;
        }

        var value = ReadNumber(item.Required("value"), inDong);
        return outside ? null : new ParameterPatch(id, from, to, place, value, []);
    }

    /// <summary>Whether the month is none in which the reform can count; says so at the node.</summary>
    public static bool Outside(PackNode node, BenefitMonth from, BenefitMonth appliesFrom, BenefitMonth last)
    {
        if (from < appliesFrom || from > last)
        {
            node.Fault($"tháng {from} nằm ngoài {appliesFrom} (applies_from) đến {last} (tháng cuối được hỏi)", $"{from} is outside {appliesFrom} (applies_from) to {last} (the last month asked about)");
            return true;
        }

        return false;
    }

    private static PlaceCode? ReadPlace(PackNode item, Parameter parameter)
    {
        if (parameter.ByProvince)
        {
            return item.Required("place").Parsed(text => (PlaceCode.TryParse(text, out var place) && place.IsProvince, place), "mã tỉnh hai chữ số trong ngoặc kép", "a province code of two digits, quoted");
        }

        if (item.Optional("place") is { } place)
        {
            place.Fault($"'{parameter.Id}' do trung ương quy định, không theo tỉnh", $"'{parameter.Id}' is national, not by province");
        }

        return null;
    }

    private static decimal ReadNumber(PackNode node, bool inDong)
    {
        var number = inDong ? node.Integer() : node.Number();
        if (number < 0)
        {
            node.Fault("cần số không âm", "expected a number that is not negative");
        }

        return number;
    }

    private static List<(int, decimal)> ReadTable(PackNode node, ParameterKeys keys, bool inDong)
    {
        var cells = new List<(int Key, decimal)>();
        foreach (var (text, cell) in node.Entries())
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) && key >= keys.From && key <= keys.To)
            {
                cells.Add((key, ReadNumber(cell, inDong)));
            }
            else
            {
                cell.Fault($"khóa '{text}' không đúng; cần số từ {keys.From} đến {keys.To}", $"key '{text}' is wrong; expected a number from {keys.From} to {keys.To}");
            }
        }

        if (cells.Count < keys.To - keys.From + 1)
        {
            node.Fault($"bảng cần đủ các khóa từ {keys.From} đến {keys.To}", $"the table needs every key from {keys.From} to {keys.To}");
        }

        return cells;
    }
}
