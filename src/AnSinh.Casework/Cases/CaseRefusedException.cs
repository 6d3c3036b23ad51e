using AnSinh.Law;

namespace AnSinh.Casework.Cases;

/// <summary>A step of a case was refused. Nothing was written; every fault found is listed, in Vietnamese and English.</summary>
public class CaseRefusedException(IReadOnlyList<Bilingual> faults) : Exception(string.Join(Environment.NewLine, faults.Select(fault => fault.En)))
{
    public CaseRefusedException(string vi, string en)
        : this([new Bilingual(vi, en)])
    {
    }

    public IReadOnlyList<Bilingual> Faults { get; } = faults;

    public static void ThrowIfAny(IReadOnlyList<Bilingual> faults)
    {
        if (faults.Count > 0)
        {
            throw new CaseRefusedException(faults);
        }
    }
}

/// <summary>Something changed since it was read. Both versions are said, so that whoever acts can see what the other did.</summary>
/// <param name="what">What both wanted to change.</param>
/// <param name="seen">How it stood when it was read.</param>
/// <param name="now">How it stands.</param>
public sealed class CaseConflictException(Bilingual what, string seen, string now) : CaseRefusedException(
    $"{what.Vi} đã thay đổi từ khi đọc. Lúc đọc: {seen}. Bây giờ: {now}.", $"{what.En} changed since it was read. When read: {seen}. Now: {now}.")
{
    public string Seen { get; } = seen;
    public string Now { get; } = now;
}
