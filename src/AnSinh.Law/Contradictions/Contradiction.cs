namespace AnSinh.Law;

/// <summary>Facts that cannot all be true, by a row of a contradictions table, and the benefits about which nothing can be said while they stand.</summary>
/// <param name="Facts">The facts the row tests, as <c>code@subject</c>.</param>
internal sealed record Contradiction(Bilingual Text, string Ref, IReadOnlyList<string> Facts, IReadOnlySet<BenefitId> Stops);
