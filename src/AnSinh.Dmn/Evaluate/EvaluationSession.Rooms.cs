using AnSinh.Feel;

namespace AnSinh.Dmn;

public sealed partial class EvaluationSession
{
    private readonly List<FeelValue[]> calls = [];
    private int callDepth;

    /// <summary>Room for the slots of a node, kept for the next time.</summary>
    internal FeelValue[] Frame(int node, int size) => frames[node] ??= new FeelValue[size];

    /// <summary>Room for the slots of a called function, given back by <see cref="LeaveCall"/>; calls nest, so that a stack of frames serves all.</summary>
    internal FeelValue[] EnterCall(int size)
    {
        if (callDepth == calls.Count)
        {
            calls.Add(new FeelValue[size]);
        }
        else if (calls[callDepth].Length < size)
        {
            calls[callDepth] = new FeelValue[size];
        }
        return calls[callDepth++];
    }

    internal void LeaveCall(int size) => calls[--callDepth].AsSpan(0, size).Clear();

    internal Scratch Rent(int count)
    {
        if (scratchTop + count > scratch.Length)
        {
            return new Scratch(this, new FeelValue[count], 0, count);
        }
        scratchTop += count;
        return new Scratch(this, scratch, scratchTop - count, count);
    }

    internal void Return(Scratch room)
    {
        if (ReferenceEquals(room.Array, scratch))
        {
            scratch.AsSpan(room.Start, room.Count).Clear();
            scratchTop = room.Start;
        }
    }
}
