namespace AnSinh.Law;

/// <summary>The outcome of each cell that somebody has been decided for; shared by all threads.</summary>
internal sealed class DecidedCells
{
    private readonly Lock _gate = new();

    /// <summary>One more than the outcome; 0 where nobody of the cell has been decided yet.</summary>
    private int[] _outcomes = [];

    /// <summary>How many cells somebody has been decided for.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _outcomes.Count(outcome => outcome > 0);
            }
        }
    }

    /// <summary>The outcome of a cell; -1 where nobody of it has been decided yet.</summary>
    public int OutcomeOf(int cell)
    {
        lock (_gate)
        {
            return cell < _outcomes.Length ? _outcomes[cell] - 1 : -1;
        }
    }

    public void Decide(int cell, int outcome)
    {
        lock (_gate)
        {
            if (cell >= _outcomes.Length)
            {
                Array.Resize(ref _outcomes, Math.Max(cell + 1, _outcomes.Length * 2));
            }

            _outcomes[cell] = outcome + 1;
        }
    }
}
