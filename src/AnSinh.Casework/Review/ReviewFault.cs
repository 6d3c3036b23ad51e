namespace AnSinh.Casework.Review;

/// <summary>Something a review refuses, said in Vietnamese and English, with the place where it stands (<c>file!sheet!cell</c>, a household, a step) where there is one.</summary>
public sealed record ReviewFault(string Vi, string En, string? Where = null)
{
    public string Text(bool vietnamese) => Where is null ? (vietnamese ? Vi : En) : $"{Where}: {(vietnamese ? Vi : En)}";
    public override string ToString() => Text(vietnamese: false);
}

/// <summary>A step was refused. Nothing was written; every fault found is listed.</summary>
public sealed class ReviewRefusedException(IReadOnlyList<ReviewFault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public ReviewRefusedException(string vi, string en, string? where = null)
        : this([new ReviewFault(vi, en, where)])
    {
    }

    public IReadOnlyList<ReviewFault> Faults { get; } = faults;

    public static void ThrowIfAny(IReadOnlyList<ReviewFault> faults)
    {
        if (faults.Count > 0)
        {
            throw new ReviewRefusedException(faults);
        }
    }
}
