namespace AnSinh.Simulation.Reports;

/// <summary>Bars beside a zero line: changes of cost, and households that gain or lose.</summary>
internal sealed class BarCharts(PageStyle page)
{
    private const int ValueRoom = 118;
    private const int RowHeight = 38;
    private const int MarkRoom = 18;

    /// <summary>One bar a row, its name above it and its value at its end.</summary>
    public string Changes(string caption, IReadOnlyList<(string Name, decimal Value)> rows, int width)
    {
        var (least, most) = (Math.Min(0, rows.Min(row => row.Value)), Math.Max(0, rows.Max(row => row.Value)));
        var span = (double)Math.Max(1, most - least);
        var room = width - ValueRoom - 8;
        var zero = 4 + (-(double)least / span * room);
        var svg = new Svg(width, (rows.Count * RowHeight) + 8 + MarkRoom);
        foreach (var (index, (name, value)) in rows.Index())
        {
            var (top, length) = ((index * RowHeight) + 14, (double)Math.Abs(value) / span * room);
            svg.Text(4, top, Svg.Short(name, width / 7), "name", name)
                .Bar(value < 0 ? zero - length : zero, top + 5, length, 13, value < 0 ? "minus" : "plus")
                .Text((value < 0 ? zero : zero + length) + 5, top + 16, page.Signed(value), "value")
                .Line(zero, top + 3, zero, top + 20);
        }

        return svg.Figure(caption, string.Join("; ", rows.Select(row => $"{row.Name}: {page.Signed(row.Value)}")), page.Mark);
    }

    /// <summary>Households by class: losing to the left, gaining to the right.</summary>
    public string GainsAndLosses(string caption, IReadOnlyList<(string Name, decimal Gain, decimal Lose)> rows, int width)
    {
        const int Names = 196;
        var most = (double)Math.Max(1, rows.Max(row => Math.Max(row.Gain, row.Lose)));
        var hasLosses = rows.Any(row => row.Lose > 0);
        var left = hasLosses ? (width - Names) * 0.38 : 4;
        var (zero, room) = (Names + left, width - Names - left - 62);
        var leftRoom = left - 52;
        var svg = new Svg(width, (rows.Count * 26) + 30 + MarkRoom);
        svg.Text(zero + 4, 12, page.Say("hộ được thêm →", "households gain →"), "small");
        if (hasLosses)
        {
            svg.Text(zero - 4, 12, page.Say("← hộ bị bớt", "← households lose"), "small end");
        }

        foreach (var (index, (name, gain, lose)) in rows.Index())
        {
            var top = (index * 26) + 22;
            var scale = hasLosses ? Math.Min(room, leftRoom) : room;
            svg.Text(Names - 4, top + 12, name, "name end").Bar(zero, top, (double)gain / most * scale, 15, "plus").Text(zero + ((double)gain / most * scale) + 4, top + 12, page.Count(gain), "value");
            if (lose > 0)
            {
                svg.Bar(zero - ((double)lose / most * scale), top, (double)lose / most * scale, 15, "minus").Text(zero - ((double)lose / most * scale) - 4, top + 12, page.Count(lose), "value end");
            }
        }

        svg.Line(zero, 18, zero, (rows.Count * 26) + 22);
        return svg.Figure(caption, string.Join("; ", rows.Select(row => $"{row.Name}: +{page.Count(row.Gain)}, -{page.Count(row.Lose)}")), page.Mark);
    }

    /// <summary>A measure before and after: one bar a scenario, the first grey.</summary>
    public string Measures(string caption, IReadOnlyList<(string Name, decimal Value, string Text)> rows, int width)
    {
        var most = (double)Math.Max(0.000001m, rows.Max(row => row.Value));
        var svg = new Svg(width, (rows.Count * RowHeight) + 8 + MarkRoom);
        foreach (var (index, (name, value, text)) in rows.Index())
        {
            var (top, length) = ((index * RowHeight) + 14, (double)value / most * (width - ValueRoom - 8));
            svg.Text(4, top, Svg.Short(name, width / 7), "name", name).Bar(4, top + 5, length, 13, index == 0 ? "before" : "plus").Text(length + 9, top + 16, text, "value");
        }

        return svg.Figure(caption, string.Join("; ", rows.Select(row => $"{row.Name}: {row.Text}")), page.Mark);
    }
}
