using AnSinh.Dmn.Compile;
using AnSinh.Dmn.Evaluate;
using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>
/// One thread's room for evaluating decisions of a model set. Inputs are set once, several decisions are evaluated and share what they require;
/// <see cref="Reset"/> makes the session ready for the next case. Not safe for several threads at once; make one session for each.
/// </summary>
public sealed partial class EvaluationSession
{
    private readonly DmnModelSet set;
    private readonly FeelValue[] values;
    private readonly int[] stamps;
    private readonly FeelValue[] inputs;
    private readonly bool[] given;
    private readonly FeelValue[]?[] frames;
    private readonly List<int> pending = [];
    private readonly List<DmnMessage> messages = [];
    private readonly List<TableRun>?[] tables;
    private readonly int[] visited;
    private int visit;
    private FeelContext context = FeelContext.Empty;
    private FeelValue[] scratch = new FeelValue[32];
    private int scratchTop;
    private int epoch = 1;
    private int current = -1;
    private int feelMessages;

    public EvaluationSession(DmnModelSet set, EvaluationOptions? options = null)
        : this(set, options ?? EvaluationOptions.Default, null)
    {
    }

    private EvaluationSession(DmnModelSet set, EvaluationOptions options, FeelEvaluation? feel)
    {
        ArgumentNullException.ThrowIfNull(set);
        this.set = set;
        Options = options;
        Strict = options.Mode == FeelMode.Strict;
        Tracing = options.Trace;
        Feel = feel ?? new FeelEvaluation(options.Mode, options.Limits, options.TimeProvider);
        int nodes = set.Compiled.Length;
        values = new FeelValue[nodes];
        stamps = new int[nodes];
        frames = new FeelValue[nodes][];
        tables = options.Trace ? new List<TableRun>[nodes] : [];
        visited = options.Trace ? new int[nodes] : [];
        inputs = new FeelValue[set.Inputs.Count];
        given = new bool[set.Inputs.Count];
        kept = Strict && Tracing && set.KeepsResults ? new KeptResults[nodes] : [];
    }

    public EvaluationOptions Options { get; }

    internal FeelEvaluation Feel { get; }
    internal bool Strict { get; }
    internal bool Tracing { get; }

    /// <summary>Gives all input data by name; each is looked up when a decision first needs it. Values set by <see cref="SetInput(CompiledInput, FeelValue)"/> come before these.</summary>
    public void SetInputs(FeelContext inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Forget();
        context = inputs;
    }

    /// <summary>
    /// Gives one input by its handle from <see cref="DmnModelSet.Inputs"/>, without a look-up by name. Only what depends on it is evaluated anew.
    /// </summary>
    public void SetInput(CompiledInput input, FeelValue value)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (int dependent in set.DependentsOf(input))
        {
            stamps[dependent] = 0;
        }
        inputs[input.Index] = value;
        given[input.Index] = true;
    }

    /// <summary>
    /// Begins a case by giving several inputs by their handles. In a strict session whose models read no clock only what depends on one that is not the value it was before is evaluated anew: of a household whose
    /// members are asked about one after the other, its own decisions are evaluated once.
    /// </summary>
    public void SetInputs(ReadOnlySpan<(CompiledInput Input, FeelValue Value)> all)
    {
        if (Strict && set.KeepsResults)
        {
            Feel.Reset();
        }
        else
        {
            Forget();
        }
        foreach ((CompiledInput input, FeelValue value) in all)
        {
            if (!given[input.Index] || !inputs[input.Index].IsIdenticalTo(value))
            {
                SetInput(input, value);
            }
        }
    }

    /// <summary>Gives every input of this name, in whatever model.</summary>
    /// <exception cref="ArgumentException">No model has such an input.</exception>
    public void SetInput(string name, FeelValue value)
    {
        bool found = false;
        foreach (CompiledInput input in set.Inputs)
        {
            if (input.Name == name)
            {
                SetInput(input, value);
                found = true;
            }
        }
        if (!found)
        {
            throw new ArgumentException($"No model has an input data '{name}'.", nameof(name));
        }
    }

    /// <summary>The value of a decision. What it requires is evaluated once for all decisions until inputs change.</summary>
    /// <exception cref="DmnEvaluationException">The evaluation stopped: an error in strict mode, or a limit passed.</exception>
    public FeelValue Evaluate(CompiledDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return Require(decision.Index);
    }

    /// <summary>The value, messages and, when the options ask for it, trace of a decision; a stop is in the result.</summary>
    public DecisionResult Result(CompiledDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        try
        {
            FeelValue value = Evaluate(decision);
            return new DecisionResult(value, null, Messages.ToArray(), Tracing ? Trace(decision) : null);
        }
        catch (DmnEvaluationException stop)
        {
            return new DecisionResult(default, stop.Reason, Messages.ToArray(), null);
        }
    }

    /// <summary>Calls a business knowledge model or decision service with arguments by name; those not given are null.</summary>
    /// <exception cref="DmnEvaluationException">The evaluation stopped.</exception>
    public FeelValue Invoke(CompiledInvocable invocable, FeelContext arguments)
    {
        ArgumentNullException.ThrowIfNull(invocable);
        ArgumentNullException.ThrowIfNull(arguments);
        FeelValue function = Require(invocable.Index);
        if (function.Kind != FeelKind.Function)
        {
            return FeelValue.Null;
        }
        FeelFunction target = function.AsFunction;
        var values = new FeelValue[target.Parameters.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = arguments[target.Parameters[i].Name];
        }
        try
        {
            return Feel.Call(target, values);
        }
        catch (FeelEvaluationException stop)
        {
            throw Stop(stop, invocable.Index);
        }
    }

    /// <summary>What went wrong since the last reset (standard mode).</summary>
    public IReadOnlyList<DmnMessage> Messages
    {
        get
        {
            DrainFeelMessages();
            return messages;
        }
    }

    /// <summary>Forgets inputs, values and messages.</summary>
    public void Reset()
    {
        Forget();
        context = FeelContext.Empty;
        Array.Clear(given);
    }

    private void Forget()
    {
        epoch++;
        messages.Clear();
        Feel.Reset();
        feelMessages = 0;
    }

    internal ref readonly FeelValue ValueOf(int node) => ref values[node];

    internal bool TryGetInput(CompiledInput input, out FeelValue value)
    {
        if (given[input.Index])
        {
            value = inputs[input.Index];
            return true;
        }
        FeelContext at = context;
        foreach (string step in input.Path)
        {
            if (!at.TryGet(step, out FeelValue next) || next.Kind != FeelKind.Context)
            {
                return TryGetFromTop(input, out value);
            }
            at = next.AsContext;
        }
        return at.TryGet(input.Name, out value) || (input.Path.Count > 0 && TryGetFromTop(input, out value));
    }

    private bool TryGetFromTop(CompiledInput input, out FeelValue value) => context.TryGet(input.QualifiedName, out value) || context.TryGet(input.Name, out value);

    /// <summary>The value of a node, after those it requires; without recursion, so that requirement chains of any length work.</summary>
    internal FeelValue Require(int node)
    {
        if (stamps[node] >= epoch)
        {
            return values[node];
        }
        int bottom = pending.Count;
        pending.Add(node);
        try
        {
            while (pending.Count > bottom)
            {
                int top = pending[^1];
                int missing = stamps[top] >= epoch ? -1 : FirstMissing(set.Compiled[top].Requires);
                if (missing >= 0)
                {
                    pending.Add(missing);
                    continue;
                }
                pending.RemoveAt(pending.Count - 1);
                if (stamps[top] < epoch)
                {
                    Compute(top);
                }
            }
        }
        finally
        {
            pending.RemoveRange(bottom, pending.Count - bottom);
        }
        return values[node];
    }

    private int FirstMissing(int[] required)
    {
        foreach (int node in required)
        {
            if (stamps[node] < epoch)
            {
                return node;
            }
        }
        return -1;
    }

    private void Compute(int node)
    {
        int outer = current;
        current = node;
        try
        {
            CompiledNode compiled = set.Compiled[node];
            if (kept.Length > 0 && compiled is CompiledDecisionNode { Reads: { } reads } decision)
            {
                ComputeKept(decision, reads, node);
                return;
            }
            if (Tracing)
            {
                tables[node] = null;
            }
            values[node] = compiled.Evaluate(this);
            stamps[node] = compiled.Permanent ? int.MaxValue : epoch;
        }
        catch (FeelEvaluationException stop)
        {
            throw Stop(stop, node);
        }
        finally
        {
            current = outer;
        }
    }

    private DmnEvaluationException Stop(FeelEvaluationException stop, int node) =>
        new(set.Sources.Message(stop.Reason, set.Compiled[node].Node.ToString()), stop);

    /// <summary>Says that something went wrong: stops in strict mode, gives null and keeps the message in standard mode.</summary>
    internal FeelValue Fail(Location location, string code, string vi, string en)
    {
        var message = new DmnMessage(code, location.File, location.Element, location.Place, vi, en);
        if (Strict)
        {
            throw new DmnEvaluationException(message);
        }
        DrainFeelMessages();
        if (messages.Count < Options.Limits.Messages)
        {
            messages.Add(message);
        }
        return FeelValue.Null;
    }

    /// <summary>
    /// A value as one of its declared type. Hosts give one large context to the inputs of many models, which pass it on to functions; what was checked against a
    /// type last is not checked again.
    /// </summary>
    internal FeelValue CoerceOnce(FeelValue value, ItemType declared, Location location)
    {
        if (value.Kind != FeelKind.Context)
        {
            return Coerce(value, declared, location);
        }
        if (ReferenceEquals(value.AsContext.CheckedBy, declared))
        {
            return value;
        }
        FeelValue result = Coerce(value, declared, location);
        if (result.Kind == FeelKind.Context && ReferenceEquals(result.AsContext, value.AsContext))
        {
            value.AsContext.CheckedBy = declared;
        }
        return result;
    }

    /// <summary>The value as one of a declared type within its allowed values.</summary>
    internal FeelValue Coerce(FeelValue value, ItemType declared, Location location)
    {
        if (!declared.Type.IsAny && !FeelCoercion.TryCoerce(value, declared.Type, out value))
        {
            return Fail(location, "type", $"Giá trị không thuộc kiểu {declared.Type}.", $"The value is not of type {declared.Type}.");
        }
        if (declared.Constrained && declared.Violated(value, Feel) is { } test)
        {
            return Fail(location, "allowed-values", $"Giá trị {value} không thuộc các giá trị cho phép: {test}.", $"The value {value} is not among the allowed ones: {test}.");
        }
        return value;
    }

    /// <summary>A session for the inside of a decision service: same inputs and limits, own values.</summary>
    internal EvaluationSession Inner()
    {
        var inner = new EvaluationSession(set, Options, Feel) { context = context };
        inputs.CopyTo(inner.inputs, 0);
        given.CopyTo(inner.given, 0);
        return inner;
    }

    /// <summary>Gives a node its value from outside.</summary>
    internal void Override(int node, FeelValue value)
    {
        values[node] = value;
        stamps[node] = epoch;
    }

    /// <summary>Keeps the table runs and messages of an inner session.</summary>
    internal void TakeTables(EvaluationSession inner)
    {
        messages.AddRange(inner.messages);
        if (Tracing)
        {
            foreach (List<TableRun>? runs in inner.tables)
            {
                runs?.ForEach(Record);
            }
        }
    }

    private void DrainFeelMessages()
    {
        for (; feelMessages < Feel.Messages.Count; feelMessages++)
        {
            messages.Add(set.Sources.Message(Feel.Messages[feelMessages], current < 0 ? "" : set.Compiled[current].Node.ToString()));
        }
    }
}
