using AnSinh.Law;

namespace AnSinh.Casework.Retention;

/// <summary>What is kept for a time and then erased.</summary>
public enum RetentionClass
{
    /// <summary>Copies of papers attached to cases that ended.</summary>
    Documents,

    /// <summary>What was said in cases that ended.</summary>
    Cases,

    /// <summary>Grievances that were answered.</summary>
    Grievances,

    /// <summary>Who looked at whom.</summary>
    Views,

    /// <summary>People who died or belong to no household any more, and for whom nothing was ever decided or paid.</summary>
    People,

    /// <summary>People who asked to be erased and were told yes: due at once.</summary>
    Requests,

    /// <summary>Files that somebody prepared for import and nobody took in.</summary>
    Imports,
}

/// <summary>How long data of a class is kept by the law of a day.</summary>
/// <param name="Parameter">The parameter of the law pack that says so.</param>
/// <param name="Months">Counted from the day on which the data was last needed; 0: due at once.</param>
/// <param name="Grade">That of the number, or of its instrument where this is weaker.</param>
public sealed record RetentionTerm(RetentionClass Class, string Parameter, Bilingual Name, int Months, LegalRef Ref, EvidenceGrade Grade)
{
    public DateOnly DueOn(DateOnly since) => since.AddMonths(Months);
}

public static class RetentionCodes
{
    private static readonly string[] Codes = ["documents", "cases", "grievances", "views", "people", "requests", "imports"];
    private static readonly string[] Parameters = ["luu_tru.giay_to", "luu_tru.ho_so", "luu_tru.phan_anh", "luu_tru.luot_xem", "luu_tru.nguoi", "thoi_han.du_lieu_xoa", "luu_tru.nhap_du_lieu"];

    public static IReadOnlyList<string> All => Codes;

    public static string Code(this RetentionClass kind) => Codes[(int)kind];

    public static bool TryParse(string? text, out RetentionClass kind)
    {
        var index = Array.IndexOf(Codes, text);
        kind = (RetentionClass)Math.Max(index, 0);
        return index >= 0;
    }

    public static RetentionClass Parse(string code) => TryParse(code, out var kind) ? kind : throw new ArgumentException($"There is no class {code}.", nameof(code));

    /// <summary>The term of a class by the law of a day; null where the pack has none: then nothing of it is ever due.</summary>
    public static RetentionTerm? TermOf(this RetentionClass kind, LawPack pack, DateOnly day)
    {
        if (pack.Parameters.Find(Parameters[(int)kind]) is not { } parameter || parameter.At(BenefitMonth.Of(day), day, default) is not { } value)
        {
            return null;
        }

        var months = kind == RetentionClass.Requests ? 0 : int.CreateChecked(value.Value);
        return new RetentionTerm(kind, parameter.Id, parameter.Name, months, value.Ref, EvidenceGrades.Weaker(value.Grade, pack.GradeOf(value.Ref, BenefitMonth.Of(day), day)));
    }
}
