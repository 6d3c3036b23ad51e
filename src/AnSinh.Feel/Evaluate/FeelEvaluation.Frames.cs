using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AnSinh.Feel;

public sealed partial class FeelEvaluation
{
    private FeelValue[] _stack = new FeelValue[64];
    private int _frame;
    private int _top;
    private int _calls;
    private int _entered;
    private string _source = "";
    private SourceSpan _span;

    /// <summary>The value under test, "?".</summary>
    internal FeelValue Input { get; set; }

    /// <summary>A place of the running frame. Not to be held across an evaluation, which may move the stack.</summary>
    internal ref FeelValue Local(int index) => ref _stack[_frame + index];

    /// <summary>Starts a frame; the mark is for <see cref="Leave"/>.</summary>
    internal Mark Enter(int size)
    {
        Mark mark = Save();
        if (_entered++ == 0) Steps = 0;
        _frame = Push(size);
        return mark;
    }

    internal void Leave(in Mark mark)
    {
        Pop(mark.Top);
        _frame = mark.Frame;
        _calls = mark.Calls;
        _entered = mark.Entered;
        Input = mark.Input;
    }

    /// <summary>The state of the stack, to come back to after a failed part.</summary>
    internal Mark Save() => new(_frame, _top, _calls, _entered, Input);

    internal readonly record struct Mark(int Frame, int Top, int Calls, int Entered, FeelValue Input);

    /// <summary>Takes room on the stack and gives its beginning.</summary>
    internal int Push(int count)
    {
        int mark = _top;
        if (_top + count > _stack.Length) Array.Resize(ref _stack, Math.Max(_stack.Length * 2, _top + count));
        _top += count;
        return mark;
    }

    internal Span<FeelValue> Pushed(int mark, int count) => _stack.AsSpan(mark, count);

    internal void SetPushed(int at, in FeelValue value) => _stack[at] = value;

    internal void Pop(int mark)
    {
        _stack.AsSpan(mark, _top - mark).Clear();
        _top = mark;
    }

    /// <summary>Names the place that errors of a built-in function will carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void At(string source, SourceSpan span)
    {
        _source = source;
        _span = span;
    }

    /// <summary>Says that something went wrong: gives null and records the text in standard mode, throws in strict mode.</summary>
    public FeelValue Fail(FeelText text) => Fail(text, _source, _span);

    internal FeelValue Fail(FeelText text, string source, SourceSpan span)
    {
        FeelMessage message = new(text, source, span);
        if (Mode == FeelMode.Strict) throw new FeelEvaluationException(message);
        if (_messages.Count < Limits.Messages) _messages.Add(message);
        return FeelValue.Null;
    }

    /// <summary>Counts work; a <see cref="FeelLimitException"/> when it is too much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Step(long count = 1)
    {
        Steps += count;
        if (Steps > Limits.Steps) PassedLimit(new($"Tính toán vượt quá {Limits.Steps} bước.", $"The evaluation takes more than {Limits.Steps} steps."));
    }

    internal void CheckListSize(long count)
    {
        if (count > Limits.ListItems) PassedLimit(new($"Danh sách có hơn {Limits.ListItems} phần tử.", $"A list has more than {Limits.ListItems} items."));
    }

    internal string CheckedText(string text)
    {
        CheckTextLength(text.Length);
        return text;
    }

    internal void CheckTextLength(long length)
    {
        Step(1 + length / 32);
        if (length > Limits.StringLength)
            PassedLimit(new($"Chuỗi dài hơn {Limits.StringLength} ký tự.", $"A string is longer than {Limits.StringLength} characters."));
    }

    /// <summary>The exception for a value or expression that is nested deeper than the thread's stack allows.</summary>
    internal FeelLimitException TooDeep(string source) => new(new(
        new("Biểu thức hoặc giá trị lồng nhau quá sâu.", "The expression or a value is nested too deeply."), source, new(0, source.Length)));

    [DoesNotReturn]
    internal void PassedLimit(FeelText text) => throw new FeelLimitException(new(text, _source, _span));

    /// <summary>
    /// Applies a function to arguments by position: checks their number, coerces them and the result. Usable by hosts, for which each call is an evaluation of its own.
    /// </summary>
    public FeelValue Call(FeelFunction function, params ReadOnlySpan<FeelValue> arguments)
    {
        if (_entered > 0) return CallWithin(function, arguments);
        Mark mark = Enter(0);
        try
        {
            return CallWithin(function, arguments);
        }
        finally
        {
            Leave(mark);
        }
    }

    private FeelValue CallWithin(FeelFunction function, ReadOnlySpan<FeelValue> arguments)
    {
        Step();
        if (++_calls > Limits.CallDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            PassedLimit(new($"Hàm gọi nhau quá sâu (quá {Limits.CallDepth} tầng).", $"Functions call each other too deeply (more than {Limits.CallDepth} levels)."));
        FeelValue result = function is BuiltinFunction ? function.Invoke(arguments, this) : CallWithCoercion(function, arguments);
        _calls--;
        return result;
    }

    private FeelValue CallWithCoercion(FeelFunction function, ReadOnlySpan<FeelValue> arguments)
    {
        IReadOnlyList<FeelParameter> parameters = function.Parameters;
        string name = function.Name ?? "function";
        if (arguments.Length != parameters.Count)
        {
            return Fail(new($"Hàm '{name}' nhận {parameters.Count} đối số, không phải {arguments.Length}.",
                $"The function '{name}' takes {parameters.Count} arguments, not {arguments.Length}."));
        }
        int mark = Push(arguments.Length);
        for (int i = 0; i < arguments.Length; i++)
        {
            FeelType type = parameters[i].Type;
            FeelValue argument = arguments[i];
            Step(argument.Weight);
            if (!type.IsAny && !FeelCoercion.TryCoerce(argument, type, out argument))
            {
                FeelValue failed = Fail(new($"Hàm '{name}': đối số '{parameters[i].Name}' phải là {type}, nhưng nhận {BuiltinCall.Shown(arguments[i])}.",
                    $"The function '{name}' needs {type} for '{parameters[i].Name}' but got {BuiltinCall.Shown(arguments[i])}."));
                Pop(mark);
                return failed;
            }
            SetPushed(mark + i, argument);
        }
        FeelValue result = function.Invoke(Pushed(mark, arguments.Length), this);
        Pop(mark);
        if (function.Result.IsAny || FeelCoercion.TryCoerce(result, function.Result, out result)) return result;
        return Fail(new($"Kết quả của hàm '{name}' không phải là {function.Result}.", $"The function '{name}' does not give {function.Result}."));
    }
}
