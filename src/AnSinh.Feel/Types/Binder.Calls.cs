using AnSinh.Feel.Syntax;
using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Types;

internal sealed partial class Binder
{
    private TypedNode BindCall(CallSyntax syntax)
    {
        if (syntax.Function is NameSyntax name && BuiltinFunction.TryFind(name.Name, out BuiltinFunction? builtin))
        {
            Binding? shadow = _scope.Find(name.Name);
            if (shadow is null || !(shadow.Type.IsAny || shadow.Type is FunctionType || ReferenceEquals(shadow.Type, FeelType.AnyFunction)))
                return BindBuiltin(syntax, builtin!);
        }
        TypedNode function = Bind(syntax.Function);
        TypedNode[] arguments = syntax.Arguments.Select(argument => Bind(argument.Value)).ToArray();
        if (function is ErrorNode) return new ErrorNode(((ErrorNode)function).Text, arguments, syntax.Span);
        bool named = syntax.Arguments.Any(argument => argument.Name is not null);
        if (named && syntax.Arguments.Any(argument => argument.Name is null))
        {
            return Error(syntax.Span, new("Đối số phải hoặc đều có tên, hoặc đều theo thứ tự.", "Arguments are given either all by name or all by position."),
                NoExpectation, FeelFault.Type, arguments);
        }
        FeelType type = FeelType.Any;
        if (function.Type is FunctionType signature)
        {
            type = signature.Result;
            CheckArguments(syntax, signature, arguments, named);
        }
        else if (!function.Type.IsAny && !ReferenceEquals(function.Type, FeelType.AnyFunction))
        {
            Report(FeelFault.Type, syntax.Function.Span,
                new($"'{Shown(syntax.Function.Span)}' không phải hàm mà là {function.Type}.", $"'{Shown(syntax.Function.Span)}' is no function but {function.Type}."),
                new("một hàm", "a function"));
        }
        return new InvocationNode(function, arguments, named ? syntax.Arguments.Select(argument => argument.Name!).ToArray() : null, type, syntax.Span);
    }

    private void CheckArguments(CallSyntax syntax, FunctionType signature, TypedNode[] arguments, bool named)
    {
        if (arguments.Length != signature.Parameters.Count)
        {
            Report(FeelFault.Type, syntax.Span,
                new($"Hàm nhận {signature.Parameters.Count} đối số, không phải {arguments.Length}.", $"The function takes {signature.Parameters.Count} arguments, not {arguments.Length}."),
                new(signature.ToString(), signature.ToString()));
            return;
        }
        for (int i = 0; i < arguments.Length; i++)
        {
            int at = i;
            if (named)
            {
                if (signature.ParameterNames is null) return;
                at = signature.ParameterNames.ToList().IndexOf(syntax.Arguments[i].Name!);
                if (at < 0)
                {
                    Report(FeelFault.UnknownName, syntax.Arguments[i].NameSpan,
                        new($"Hàm không có tham số '{syntax.Arguments[i].Name}'.", $"The function has no parameter '{syntax.Arguments[i].Name}'."),
                        new(string.Join(", ", signature.ParameterNames), string.Join(", ", signature.ParameterNames)));
                    continue;
                }
            }
            Expect(arguments[i], signature.Parameters[at]);
        }
    }

    private TypedNode BindBuiltin(CallSyntax syntax, BuiltinFunction function)
    {
        TypedNode[] given = syntax.Arguments.Select(argument => Bind(argument.Value)).ToArray();
        string ways = BuiltinCall.Ways(function);
        bool named = syntax.Arguments.Any(argument => argument.Name is not null);
        BuiltinSignature? signature;
        TypedNode[] arguments = given;
        if (named)
        {
            string?[] names = syntax.Arguments.Select(argument => argument.Name).ToArray();
            int[] places = [];
            signature = function.Signatures.FirstOrDefault(candidate => candidate.TryPlace(names, out places));
            if (signature is null)
            {
                return Error(syntax.Span, new($"Hàm '{function.BuiltinName}' không nhận các tên đối số này.", $"The function '{function.BuiltinName}' does not take these argument names."),
                    new(ways, ways), FeelFault.Type, given);
            }
            arguments = Array.ConvertAll(places, at => at >= 0 ? given[at] : new ConstantNode(FeelValue.Null, FeelType.Null, syntax.Span));
        }
        else
        {
            signature = function.Signatures.FirstOrDefault(candidate => candidate.Takes(given.Length) && FitAll(candidate, given))
                ?? function.Signatures.FirstOrDefault(candidate => candidate.Takes(given.Length));
            if (signature is null)
                return Error(syntax.Span, BuiltinCall.WrongCount(function, given.Length), new(ways, ways), FeelFault.Type, given);
        }
        for (int i = 0; i < arguments.Length; i++)
        {
            BuiltinParameter parameter = signature.ParameterAt(i);
            FeelType type = arguments[i].Type;
            bool wrongNull = ReferenceEquals(type, FeelType.Null) && !parameter.Is(ParameterTraits.Nullable) && !parameter.Is(ParameterTraits.Optional);
            if (Fits(type, parameter.Type) && !wrongNull) continue;
            Report(FeelFault.Type, arguments[i].Span,
                new($"Hàm '{function.BuiltinName}': '{parameter.Name}' phải là {parameter.Type}, không phải {type}.", $"The function '{function.BuiltinName}' needs {parameter.Type} for '{parameter.Name}', not {type}."),
                new(ways, ways));
        }
        BuiltinCallNode call = new(function, signature, arguments, ResultType(function, signature, arguments), syntax.Span)
        {
            IsDecided = named || function.Signatures.Count(candidate => candidate.Takes(given.Length)) == 1,
        };
        return signature.IsPure ? Fold(call) : call;
    }

    private static bool FitAll(BuiltinSignature signature, TypedNode[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!Fits(arguments[i].Type, signature.ParameterAt(i).Type)) return false;
        }
        return true;
    }

    /// <summary>The result's type where it follows from the arguments.</summary>
    private static FeelType ResultType(BuiltinFunction function, BuiltinSignature signature, TypedNode[] arguments)
    {
        if (arguments.Length == 0) return signature.Result;
        FeelType first = arguments[0].Type;
        switch (function.BuiltinName)
        {
            case "sort" or "reverse" or "sublist" or "remove" or "distinct values":
                return first is ListType ? first : signature.Result;
            case "append" or "insert before":
                TypedNode added = arguments[^1];
                return first is ListType list ? new ListType(FeelType.Join(list.Element, added.Type)) : signature.Result;
            case "concatenate" or "union":
                return FeelType.Join(arguments.Select(argument => argument.Type is ListType ? argument.Type : new ListType(argument.Type)));
            case "min" or "max" or "mode":
                FeelType joined = first is ListType items && arguments.Length == 1 ? items.Element : FeelType.Join(arguments.Select(argument => argument.Type));
                return function.BuiltinName == "mode" ? new ListType(joined) : joined;
            case "abs":
                return first;
            default:
                return signature.Result;
        }
    }

    private ErrorNode Error(SourceSpan span, FeelText message, FeelText expected, FeelFault fault, params TypedNode[] parts)
    {
        Report(fault, span, message, expected);
        return new ErrorNode(message, parts, span);
    }

    private void Report(FeelFault fault, SourceSpan span, FeelText message, FeelText expected)
    {
        if (_diagnostics.Count < 100) _diagnostics.Add(new(fault, _text, span, message, expected));
    }

    private string Shown(SourceSpan span) => span.Length > 40 ? string.Concat(_text.AsSpan(span.Start, 40), "...") : _text.Substring(span.Start, span.Length);

    private FeelText NearestName(string name) =>
        Nearest(name, _feelScope.AllVariables.Select(variable => variable.Name).Concat(BuiltinFunction.All.Select(function => function.BuiltinName)));

    private static FeelText Nearest(string name, IEnumerable<string> known)
    {
        string[] names = known.ToArray();
        string? close = names.Select(candidate => (candidate, Distance: Distance(name, candidate)))
            .Where(pair => pair.Distance <= 1 + name.Length / 4).OrderBy(pair => pair.Distance).Select(pair => pair.candidate).FirstOrDefault();
        string text = close ?? string.Join(", ", names.Take(12)) + (names.Length > 12 ? ", ..." : "");
        return close is null ? new($"một trong: {text}", $"one of: {text}") : new($"có phải '{close}'?", $"perhaps '{close}'?");
    }

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 8 || left.Length > 100) return int.MaxValue / 2;
        int[] row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
