namespace AnSinh.Feel;

/// <summary>A parameter of a function: its name and type.</summary>
public sealed record FeelParameter(string Name, FeelType Type);

/// <summary>
/// A function as a value. Hosts derive from it to offer functions of their own (business knowledge models, decision services).
/// Arguments have been put in the order of the parameters and coerced to their types before <see cref="Invoke"/> is called.
/// </summary>
public abstract class FeelFunction
{
    protected FeelFunction(IReadOnlyList<FeelParameter> parameters, FeelType result)
    {
        Parameters = parameters;
        Result = result;
    }

    /// <summary>The name shown in messages, or null.</summary>
    public virtual string? Name => null;

    public IReadOnlyList<FeelParameter> Parameters { get; }

    /// <summary>What the function gives; its result is coerced to it by the caller.</summary>
    public FeelType Result { get; }

    public virtual FeelType Type => new FunctionType(Parameters.Select(parameter => parameter.Type).ToArray(), Result);

    /// <summary>Whether another function gives the same for the same arguments, because it was made from the same definition with the same values around it.</summary>
    public virtual bool IsSameAs(FeelFunction other) => ReferenceEquals(this, other);

    /// <summary>Applies the function; <paramref name="arguments"/> has one value for each parameter.</summary>
    public abstract FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelEvaluation evaluation);
}
