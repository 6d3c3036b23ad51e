using System.Globalization;
using System.Text;
using AnSinh.Feel;

namespace AnSinh.Bulk;

/// <summary>
/// What every test that meets a value of one leaf says of it, as text in the order in which the tests were found. Under two readings that agree in <see cref="CaseReading.Shape"/> the same text means that nothing
/// that reads the leaf can tell the one time from the other. For one thread at a time.
/// </summary>
public sealed class LeafSigns(LeafReading reading, FeelEvaluation evaluation)
{
    public string Of(FeelValue value)
    {
        if (value.IsUnknown || value.IsNull)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var cut in reading.Cuts)
        {
            text.Append(Sign(value, cut));
        }

        foreach (var derived in reading.Derived)
        {
            var result = derived.Of(value, evaluation);
            text.Append(' ').Append(result is not { } known ? "!" : derived.IsExact ? known.ToString() : "");
            foreach (var cut in derived.Cuts)
            {
                text.Append(Sign(result, cut));
            }
        }

        text.Append(' ');
        foreach (var (left, right) in reading.Relations)
        {
            text.Append(Sign(left is null ? value : left.Of(value, evaluation), right is null ? value : right.Of(value, evaluation)));
        }

        return text.ToString();
    }

    /// <summary>How two values stand to each other; of two without an order whether they are the same.</summary>
    public static string Sign(FeelValue? left, FeelValue? right) =>
        left is not { } one || right is not { } other ? "!"
        : FeelComparison.TryOrder(one, other, out var order) ? Math.Sign(order) switch { < 0 => "<", 0 => "=", _ => ">" }
        : one.IsIdenticalTo(other) ? "i" : ((int)one.Kind).ToString(CultureInfo.InvariantCulture) + "?";
}
