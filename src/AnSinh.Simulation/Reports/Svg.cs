using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AnSinh.Law;

namespace AnSinh.Simulation.Reports;

/// <summary>A picture drawn as inline SVG, with its title for those who do not see it and the mark of the report in its corner.</summary>
/// <param name="shown">Width on the page; null for the picture's own.</param>
internal sealed class Svg(int width, int height, int? shown = null)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _inside = new();

    public static string Encode(string text) => Html.Encode(text);

    public Svg Text(double x, double y, string text, string style = "", string title = "")
    {
        _inside.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\"{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{(title.Length > 0 ? $"<title>{Encode(title)}</title>" : "")}{Encode(text)}</text>");
        return this;
    }

    public Svg Bar(double x, double y, double wide, double high, string style)
    {
        _inside.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(0, wide):0.#}\" height=\"{high:0.#}\" class=\"{style}\"/>");
        return this;
    }

    public Svg Line(double fromX, double fromY, double toX, double toY, string style = "axis")
    {
        _inside.Append(CultureInfo.InvariantCulture, $"<line x1=\"{fromX:0.#}\" y1=\"{fromY:0.#}\" x2=\"{toX:0.#}\" y2=\"{toY:0.#}\" class=\"{style}\"/>");
        return this;
    }

    /// <summary>Markup that is already safe.</summary>
    public Svg Raw(string markup)
    {
        _inside.Append(markup);
        return this;
    }

    /// <summary>The picture as a figure with its caption.</summary>
    public string Figure(string caption, string description, string? mark)
    {
        if (mark is not null)
        {
            Text(2, height - 4, mark, "mark");
        }

        return string.Create(CultureInfo.InvariantCulture, $"<figure><figcaption>{Encode(caption)}</figcaption><svg viewBox=\"0 0 {width} {height}\" width=\"{shown ?? width}\" height=\"{(shown ?? width) * height / width}\" role=\"img\" aria-label=\"{Encode(caption)}\"><title>{Encode(caption)}</title><desc>{Encode(description)}</desc>{_inside}</svg></figure>\n");
    }

    /// <summary>A text that fits into so many letters.</summary>
    public static string Short(string text, int letters) => text.Length <= letters ? text : text[..(letters - 1)].TrimEnd() + "…";
}

/// <summary>What every picture and table of a page shares.</summary>
internal sealed record PageStyle(bool Vietnamese, string? Mark)
{
    public string Say(string vi, string en) => Vietnamese ? vi : en;

    public string Say(Bilingual text) => text.In(Vietnamese);

    /// <summary>An amount in the unit that keeps it short.</summary>
    public string Money(decimal dong) => Math.Abs(dong) switch
    {
        >= 1_000_000_000_000m => ReportNotes.Number(dong / 1_000_000_000_000m, Vietnamese, 2) + Say(" nghìn tỷ ₫", " trillion ₫"),
        >= 1_000_000_000m => ReportNotes.Number(dong / 1_000_000_000m, Vietnamese, 2) + Say(" tỷ ₫", " billion ₫"),
        >= 1_000_000m => ReportNotes.Number(dong / 1_000_000m, Vietnamese, 1) + Say(" triệu ₫", " million ₫"),
        _ => ReportNotes.Number(dong, Vietnamese) + " ₫",
    };

    public string Signed(decimal dong) => (dong > 0 ? "+" : dong < 0 ? "−" : "") + Money(Math.Abs(dong));

    public string Count(decimal count) => ReportNotes.Number(count, Vietnamese);
}
