using AnSinh.Law;

namespace AnSinh.Web.Components;

/// <summary>A kind of fact on a <see cref="Timeline"/>.</summary>
public sealed record TimelineRow(string Name, IReadOnlyList<TimelineStretch> Stretches);

/// <summary>Days on which something holds, and the day on which it became known.</summary>
public sealed record TimelineStretch(string Text, DateRange Valid, DateOnly Known);
