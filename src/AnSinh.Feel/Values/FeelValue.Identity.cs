namespace AnSinh.Feel;

/// <summary>Identity: the cheap comparison behind keeping results, narrower than FEEL's "=".</summary>
public readonly partial struct FeelValue
{
    /// <summary>Longer lists are told apart by reference, so that comparing stays cheap.</summary>
    private const int ComparedItems = 8;

    /// <summary>
    /// True when nothing can tell the values apart: equal bits, equal texts, short lists of such, or one and the same object. Equal numbers written
    /// differently (1 and 1.0) may count as different.
    /// </summary>
    public bool IsIdenticalTo(in FeelValue other)
    {
        if (_kind != other._kind || _high != other._high || _low != other._low) return false;
        if (ReferenceEquals(_reference, other._reference)) return true;
        return _kind switch
        {
            FeelKind.String => string.Equals(AsString, other.AsString, StringComparison.Ordinal),
            FeelKind.List => HasIdenticalItems(AsList, other.AsList),
            FeelKind.Unknown => UnknownFacts!.HasSameFacts(other.UnknownFacts!),
            _ => false,
        };
    }

    /// <summary>A hash that identical values share.</summary>
    public int IdentityHash
    {
        get
        {
            unchecked
            {
                ulong hash = ((ulong)_kind * 0x9E3779B97F4A7C15) ^ (_high * 0xC2B2AE3D27D4EB4F) ^ (_low * 0x165667B19E3779F9);
                if (_kind == FeelKind.String) hash ^= (ulong)AsString.GetHashCode(StringComparison.Ordinal) * 0x85EBCA77;
                else if (_kind == FeelKind.Unknown) hash ^= (ulong)UnknownFacts!.Hash * 0x85EBCA77;
                else if (_kind == FeelKind.List) hash ^= (ulong)AsList.Count * 0x27D4EB2F;
                return (int)(hash ^ (hash >> 32));
            }
        }
    }

    private static bool HasIdenticalItems(FeelList left, FeelList right)
    {
        if (left.Count != right.Count || left.Count > ComparedItems) return false;
        for (int i = 0; i < left.Count; i++)
        {
            FeelValue item = left[i];
            if (item.Kind is FeelKind.List or FeelKind.Context || !item.IsIdenticalTo(right[i])) return false;
        }
        return true;
    }
}
