using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Payroll.Runs;

/// <summary>Where a run stands. From <see cref="Approved"/> on its content is frozen.</summary>
public enum RunState
{
    Draft,
    Checked,
    Approved,
    Ordered,
    Settled,
    Closed,
    Cancelled,
}

/// <summary>
/// One month of one area. Rights are read from the register as known at <see cref="RegistryNumber"/> (the last number of the cut-off day) under the law usable on the cut-off day;
/// what was paid before, from the books at <see cref="BooksNumber"/>. These and the law pack determine every line.
/// </summary>
public sealed record PayrollRun
{
    /// <summary>The form of runs that are drawn up now.</summary>
    public const int CurrentForm = 2;

    public required string Id { get; init; }
    public required PlaceCode Area { get; init; }
    public required BenefitMonth Month { get; init; }
    public required DateOnly CutOff { get; init; }

    /// <summary>Hash of the law pack.</summary>
    public required string LawPack { get; init; }
    public required KnowledgeNumber RegistryNumber { get; init; }
    public required KnowledgeNumber BooksNumber { get; init; }

    /// <summary>The run of the month before; null for the first of an area.</summary>
    public string? PreviousRun { get; init; }

    /// <summary>1 for the first run of the month, one more for each that was cancelled before it.</summary>
    public required int Attempt { get; init; }

    /// <summary>SHA-256 of the canonical content.</summary>
    public required string Digest { get; init; }
    public required RunState State { get; init; }

    /// <summary>How explanations are hashed: 1 with month and cut-off, 2 without.</summary>
    public int Form { get; init; } = CurrentForm;
}

/// <summary>A recorded step of a run: what, who, when (UTC), why, and the digest of the content at that moment.</summary>
public sealed record RunStep(int Sequence, string Step, string Actor, string RecordedAt, string Reason, string Digest);

public static class RunStates
{
    private static readonly string[] Codes = ["draft", "checked", "approved", "ordered", "settled", "closed", "cancelled"];
    private static readonly string[] Vietnamese = ["đã lập", "đã kiểm tra", "đã duyệt", "đã lệnh chi", "đã đối soát", "đã đóng", "đã hủy"];

    public static string Code(this RunState state) => Codes[(int)state];
    public static string Vi(this RunState state) => Vietnamese[(int)state];
    public static RunState Parse(string code) => (RunState)Array.IndexOf(Codes, code);
    public static bool IsFrozen(this RunState state) => state is not (RunState.Draft or RunState.Checked or RunState.Cancelled);
}
