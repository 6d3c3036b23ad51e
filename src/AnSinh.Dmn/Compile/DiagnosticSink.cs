using AnSinh.Dmn.Model;
using AnSinh.Feel;

namespace AnSinh.Dmn.Compile;

/// <summary>Compiles the texts of one model and collects what is wrong with them, with places in the file.</summary>
internal sealed class DiagnosticSink(string file, string? xml, DmnLimits limits, ICollection<DmnDiagnostic> diagnostics, SourceIndex index)
{
    private int reported;

    public string File => file;

    /// <summary>The number of errors reported so far.</summary>
    public int Errors { get; private set; }

    /// <summary>True when some text of the model reads the clock.</summary>
    public bool ReadsClock { get; private set; }

    public Location Location(string element, Place place) => new(file, element, place);

    public void Report(DmnSeverity severity, string code, string element, Place place, string vi, string en, string? expression = null)
    {
        Errors += severity == DmnSeverity.Error ? 1 : 0;
        reported++;
        if (reported <= limits.MaxDiagnostics)
        {
            diagnostics.Add(new DmnDiagnostic(severity, code, file, element, place, vi, en, expression));
        }
        else if (reported == limits.MaxDiagnostics + 1)
        {
            diagnostics.Add(new DmnDiagnostic(DmnSeverity.Warning, "more", file, "", place, "Còn nhiều lỗi khác không được liệt kê.", "More faults are not listed."));
        }
    }

    /// <summary>
    /// Compiles an expression, set between <paramref name="before"/> and <paramref name="after"/> when it is to be read in a wider form; null, with the faults
    /// reported, when the text is no FEEL at all.
    /// </summary>
    public CompiledExpression? Expression(SourceText text, FeelScope scope, string element, string before = "", string after = "")
    {
        string source = before.Length + after.Length == 0 ? text.Text : before + text.Text + after;
        CompiledExpression compiled = FeelCompiler.CompileExpression(source, scope);
        index.Add(source, new SourceEntry(file, xml, element, text, before.Length));
        ReadsClock |= compiled.ReadsClock;
        return Take(compiled.Diagnostics, source) ? compiled : null;
    }

    /// <summary>Compiles unary tests on a value of a type; null, with the faults reported, when the text is no FEEL at all.</summary>
    public CompiledUnaryTests? Tests(SourceText text, FeelType input, FeelScope scope, string element)
    {
        CompiledUnaryTests compiled = FeelCompiler.CompileUnaryTests(text.Text, scope, input);
        index.Add(text.Text, new SourceEntry(file, xml, element, text, 0));
        ReadsClock |= compiled.ReadsClock;
        return Take(compiled.Diagnostics, text.Text) ? compiled : null;
    }

    private bool Take(IReadOnlyList<FeelDiagnostic> found, string source)
    {
        bool usable = true;
        foreach (FeelDiagnostic fault in found)
        {
            SourceEntry entry = index.Find(source)!;
            string code = fault.Fault switch
            {
                FeelFault.Syntax => "feel-syntax",
                FeelFault.UnknownName => "unknown-name",
                FeelFault.Type => "feel-type",
                _ => "feel-limit",
            };
            Report(DmnSeverity.Error, code, entry.Element, entry.PlaceOf(fault.Span.Start), Sentence(fault, "vi"), Sentence(fault, "en"), fault.Excerpt);
            usable &= fault.Fault is not (FeelFault.Syntax or FeelFault.Limit);
        }
        return usable;
    }

    private static string Sentence(FeelDiagnostic fault, string language)
    {
        string expected = fault.Expected.In(language);
        return expected.Length == 0 ? fault.Message.In(language) : $"{fault.Message.In(language)} ({(language == "vi" ? "đúng ra" : "expected")}: {expected})";
    }
}

/// <summary>A compiled text: where it stands, and how much was put before it.</summary>
internal sealed record SourceEntry(string File, string? Xml, string Element, SourceText Text, int Before)
{
    public Place PlaceOf(int offset) => SourcePosition.Of(Xml, Text, offset - Before);
}

/// <summary>Finds the place of a compiled text by its very string, so that a message of the running expression can say where it stands.</summary>
internal sealed class SourceIndex
{
    private readonly Dictionary<string, SourceEntry> entries = new(ReferenceEqualityComparer.Instance);

    public void Add(string source, SourceEntry entry) => entries[source] = entry;

    public SourceEntry? Find(string source) => entries.GetValueOrDefault(source);

    /// <summary>A message of a running expression with its place in the file.</summary>
    public DmnMessage Message(FeelMessage message, string element)
    {
        SourceEntry? entry = Find(message.Source);
        string excerpt = new FeelDiagnostic(FeelFault.Type, message.Source, message.Span, message.Text, new FeelText("", "")).Excerpt;
        return new DmnMessage("feel", entry?.File ?? "", entry?.Element ?? element, entry?.PlaceOf(message.Span.Start) ?? default, message.Text.Vi, message.Text.En, excerpt);
    }
}
