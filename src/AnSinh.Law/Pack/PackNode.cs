using System.Globalization;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Law;

/// <summary>
/// A place in a YAML file that knows where it stands. Readers take what they expect; what is missing, unknown or of another form is
/// recorded as a fault with file, line and column, and reading goes on, so that one pass finds everything.
/// </summary>
internal sealed class PackNode(string file, YamlNode? node, PackFaults faults, int line, int column)
{
    public int Line { get; } = line;
    public int Column { get; } = column;
    public string File => file;
    public bool IsNull => node is null or YamlScalarNode { Value: null or "" or "null" or "~", Style: not (YamlDotNet.Core.ScalarStyle.SingleQuoted or YamlDotNet.Core.ScalarStyle.DoubleQuoted) };
    public bool IsMapping => node is YamlMappingNode;
    public bool IsList => node is YamlSequenceNode;
    public bool IsScalar => node is YamlScalarNode;

    public static PackNode Of(string file, YamlNode node, PackFaults faults) => new(file, node, faults, (int)node.Start.Line, (int)node.Start.Column);

    public void Fault(string vi, string en) => faults.Add(file, Line, Column, vi, en);

    /// <summary>Faults every key that is not among <paramref name="keys"/>.</summary>
    public PackNode Only(params string[] keys)
    {
        foreach (var (key, child) in Entries())
        {
            if (!keys.Contains(key))
            {
                child.Fault($"khóa '{key}' không có ở đây; các khóa được dùng: {string.Join(", ", keys)}", $"key '{key}' is unknown here; expected one of {string.Join(", ", keys)}");
            }
        }

        return this;
    }

    public PackNode? Optional(string key)
    {
        if (node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value))
        {
            var child = Of(file, value, faults);
            return child.IsNull ? null : child;
        }

        return null;
    }

    public PackNode Required(string key)
    {
        var child = Optional(key);
        if (child is null)
        {
            Fault($"thiếu '{key}'", $"'{key}' is missing");
        }

        return child ?? new PackNode(file, null, faults, Line, Column);
    }

    public IEnumerable<(string Key, PackNode Value)> Entries()
    {
        if (node is YamlMappingNode mapping)
        {
            foreach (var (key, value) in mapping.Children)
            {
                yield return ((key as YamlScalarNode)?.Value ?? "", Of(file, value, faults));
            }
        }
        else if (node is not null && !IsNull)
        {
            Fault("cần một bảng khóa: giá trị", "expected a mapping of keys to values");
        }
    }

    public IEnumerable<PackNode> Items()
    {
        if (node is YamlSequenceNode sequence)
        {
            foreach (var item in sequence.Children)
            {
                yield return Of(file, item, faults);
            }
        }
        else if (node is not null && !IsNull)
        {
            Fault("cần một danh sách", "expected a list");
        }
    }

    public string Text()
    {
        if (node is YamlScalarNode { Value: { } value })
        {
            return value.Normalize(NormalizationForm.FormC);
        }

        if (node is not null)
        {
            Fault("cần một giá trị, không phải bảng hay danh sách", "expected a single value, not a mapping or list");
        }

        return "";
    }

    public T Parsed<T>(Func<string, (bool Ok, T Value)> parse, string expectedVi, string expectedEn)
    {
        if (node is null)
        {
            return default!;
        }

        var text = Text();
        var (ok, value) = parse(text);
        if (!ok)
        {
            Fault($"'{text}' không đúng; cần {expectedVi}", $"'{text}' is wrong; expected {expectedEn}");
        }

        return value;
    }

    public DateOnly Date() => Parsed(
        text => (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), day),
        "ngày có thật, dạng 2026-11-22", "a date that exists, as 2026-11-22");

    public BenefitMonth Month() => Parsed(text => (BenefitMonth.TryParse(text, out var month), month), "tháng dạng 2026-11", "a month as 2026-11");

    public bool Boolean() => Parsed(text => (text is "true" or "false", text == "true"), "true hoặc false", "true or false");

    public long Integer() => Parsed(
        text => (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number), number),
        "số nguyên không có dấu phân cách", "an integer without separators");

    public decimal Number() => Parsed(
        text => (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number), number),
        "một số, dấu thập phân là dấu chấm", "a number with a decimal point");

    public LegalRef Ref() => Parsed(
        text => (LegalRef.TryParse(text, out var reference), reference!),
        "căn cứ dạng 'Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5 điểm a'", "a citation as 'Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5 điểm a'");

    public EvidenceGrade Grade() => Parsed(
        text => (EvidenceGrades.TryParse(text, out var grade), grade), $"một trong {EvidenceGrades.AllCodes}", $"one of {EvidenceGrades.AllCodes}");

    public Bilingual Bilingual()
    {
        Only("vi", "en");
        return new Bilingual(Required("vi").Text(), Required("en").Text());
    }

    public string OneOf(params string[] values) => Parsed(
        text => (values.Contains(text), text), $"một trong {string.Join(", ", values)}", $"one of {string.Join(", ", values)}");
}

/// <summary>A text in Vietnamese and in English.</summary>
public sealed record Bilingual(string Vi, string En)
{
    public static readonly Bilingual Empty = new("", "");

    public string In(bool vietnamese) => vietnamese ? Vi : En;
}
