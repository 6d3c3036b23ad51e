namespace AnSinh.Storage.Audit;

/// <summary>What is wrong, and where: a line of the export, a block, a digest.</summary>
public sealed record AuditFault(string Where, string Vi, string En);

/// <summary>What a chain of blocks proves.</summary>
/// <param name="Blocks">Read.</param>
/// <param name="Events">Read.</param>
/// <param name="Last">The digest of the last block; null where there is none.</param>
/// <param name="ProvenTo">The last block with a digest from outside up to which nothing is wrong; null where there is none.</param>
/// <param name="ProvenEvents">Events up to it.</param>
/// <param name="TailSince">When the first block after it was sealed; null where there is none.</param>
/// <param name="Keys">The points of the keys that signed, in their order.</param>
/// <param name="Faults">Everything found wrong, up to <see cref="AuditVerifier.MostFaults"/>.</param>
/// <param name="MoreFaults">How many more there were.</param>
public sealed record AuditVerdict(
    long Blocks, long Events, AuditDigest? Last, AuditDigest? ProvenTo, long ProvenEvents, string? TailSince, IReadOnlyList<string> Keys, IReadOnlyList<AuditFault> Faults, long MoreFaults)
{
    public bool Ok => Faults.Count == 0;

    /// <summary>Blocks that no digest from outside stands for: signed, but whoever holds the key could still write them anew or cut them off.</summary>
    public long TailBlocks => Blocks - (ProvenTo?.Block ?? 0);
    public long TailEvents => Events - ProvenEvents;
}
