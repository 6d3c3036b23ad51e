namespace AnSinh.Feel;

/// <summary>What a <see cref="FeelValue"/> is.</summary>
public enum FeelKind : byte
{
    Null,
    Number,
    String,
    Boolean,
    Date,
    Time,
    DateTime,
    DaysTimeDuration,
    YearsMonthsDuration,
    Range,
    List,
    Context,
    Function,

    /// <summary>A value that the host does not know; it stands for any value of the facts it names.</summary>
    Unknown,
}
