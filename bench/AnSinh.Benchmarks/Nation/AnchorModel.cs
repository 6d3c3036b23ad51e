using AnSinh.Benchmarks.Kernels;
using AnSinh.Bulk;
using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Benchmarks.Nation;

/// <summary>The anchors' workload as a decision model, compiled to a kernel and run on the same columns as the hand-written ones.</summary>
public static class AnchorModel
{
    /// <summary>Oldest age of the workload, in months.</summary>
    private const int Oldest = 95 * 12;

    public static DecisionKernel Compile()
    {
        using var stream = typeof(AnchorModel).Assembly.GetManifestResourceStream("anchors.dmn")!;
        using var text = new StreamReader(stream);
        var set = DmnModelSet.Load([new DmnSource("anchors.dmn", text.ReadToEnd())]);
        if (set.HasErrors)
        {
            throw new KernelFaultException(string.Join('\n', set.Diagnostics));
        }

        IReadOnlyList<FeelValue> noYes = [FeelValue.False, FeelValue.True];
        return DecisionKernel.Compile(set, set.Decision("anchors.dmn", "amount")!, new NumberColumn("age", AnchorColumns.Month, 0, Oldest),
        [
            new BitField("disability", 0, [FeelValue.Of(0), FeelValue.Of(1), FeelValue.Of(2), FeelValue.Of(3)]),
            new BitField("orphan", 2, noYes), new BitField("single_parent", 3, noYes), new BitField("poor", 4, noYes),
        ]);
    }

    public static long Run(DecisionKernel kernel, AnchorColumns columns) => kernel.Run(new KernelColumns
    {
        Sizes = columns.Sizes,
        Numbers = columns.Births,
        Bits = columns.Flags,
        Values = columns.Amounts,
        HouseholdValues = columns.HouseholdAmounts,
        Room = columns.Halves,
    });
}
