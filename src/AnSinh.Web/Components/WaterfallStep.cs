using AnSinh.Law;

namespace AnSinh.Web.Components;

/// <summary>A step of a <see cref="Waterfall"/>: a level (total) or a change.</summary>
public sealed record WaterfallStep(string Name, Vnd Amount, bool Total = false);
