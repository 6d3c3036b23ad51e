using System.Text.Json;
using AnSinh.Casework.Cases;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Storage;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Http;

namespace AnSinh.Web.Api;

/// <summary>One thing that is wrong with a request: where (a member of the body, a parameter), and what was expected.</summary>
public sealed record ApiFaultItem(string? Where, string Vi, string En);

/// <summary>Why a request got no answer: a problem of RFC 9457. Everything found is said at once.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">What kind of problem, for programs: <c>not-found</c>.</param>
/// <param name="faults">In both languages.</param>
public sealed class ApiException(int status, string code, IReadOnlyList<ApiFaultItem> faults) : Exception(string.Join(' ', faults.Select(fault => fault.En)))
{
    public int Status { get; } = status;
    public string Code { get; } = code;
    public IReadOnlyList<ApiFaultItem> Faults { get; } = faults;

    /// <summary>Not there, or not in the area of the token; which of the two is not said.</summary>
    public static ApiException NotFound() => Of(StatusCodes.Status404NotFound);

    public static ApiException Forbidden() => Of(StatusCodes.Status403Forbidden);

    /// <summary>Something of the request is wrong.</summary>
    public static ApiException Invalid(string where, string vi, string en) => new(StatusCodes.Status422UnprocessableEntity, "invalid", [new ApiFaultItem(where, vi, en)]);

    /// <summary>The problem behind a bare status.</summary>
    public static ApiException Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => One(status, "no-token", "Cần mã truy cập còn hiệu lực (Authorization: Bearer).", "Expected a token that still runs (Authorization: Bearer)."),
        StatusCodes.Status403Forbidden => One(status, "not-allowed", "Mã truy cập này không có phạm vi hoặc quyền cần thiết ở địa bàn này.", "This token lacks the scope, or its account the right, for this area."),
        StatusCodes.Status404NotFound => One(status, "not-found", "Không có, hoặc ngoài địa bàn của mã truy cập.", "Not there, or outside the area of the token."),
        StatusCodes.Status405MethodNotAllowed => One(status, "bad-request", "Địa chỉ này không nhận phương thức đó.", "This address does not take that method."),
        StatusCodes.Status413PayloadTooLarge => One(status, "bad-request", "Yêu cầu quá lớn.", "The request is too large."),
        StatusCodes.Status415UnsupportedMediaType => One(status, "bad-request", "Nội dung phải là application/json.", "The content must be application/json."),
        StatusCodes.Status429TooManyRequests => One(status, "too-many", "Quá nhiều yêu cầu; hãy đợi như Retry-After nêu.", "Too many requests; wait as Retry-After says."),
        < 500 => One(status, "bad-request", "Không đọc được yêu cầu.", "The request cannot be read."),
        _ => One(status, "failure", "Có lỗi trong hệ thống; không có gì thay đổi.", "Something failed inside; nothing was changed."),
    };

    /// <summary>What an error of the domain means to the caller; null where it is a fault of the program.</summary>
    public static ApiException? Of(Exception error) => error switch
    {
        ApiException fault => fault,
        CaseConflictException conflict => new(StatusCodes.Status409Conflict, "conflict", Items(conflict.Faults)),
        CaseRefusedException refused => new(StatusCodes.Status422UnprocessableEntity, "refused", Items(refused.Faults)),
        PayrollRefusedException refused => new(StatusCodes.Status422UnprocessableEntity, "refused", [.. refused.Faults.Select(fault => new ApiFaultItem(fault.Where, fault.Vi, fault.En))]),
        AccessRefusedException refused => new(StatusCodes.Status422UnprocessableEntity, "refused", Items([refused.Text])),
        StorageException storage => new(StatusCodes.Status422UnprocessableEntity, "refused", [new ApiFaultItem(null, storage.Vietnamese, storage.English)]),
        BadHttpRequestException bad => new(bad.StatusCode, Of(bad.StatusCode).Code, [.. Of(bad.StatusCode).Faults, .. Unreadable(bad)]),
        _ => null,
    };

    /// <summary>The body of the answer: members of RFC 9457, with every text in both languages.</summary>
    public object Body(string instance) => new
    {
        type = $"/api#problem-{Code}", title = Title.En, status = Status, detail = string.Join(' ', Faults.Select(fault => fault.En)), instance,
        code = Code, titleVi = Title.Vi, detailVi = string.Join(' ', Faults.Select(fault => fault.Vi)), errors = Faults,
    };

    /// <summary>Where the body of a request cannot be read, and what is expected; the framework's own words speak to whoever wrote this program.</summary>
    private static IEnumerable<ApiFaultItem> Unreadable(BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException fault)
        {
            var (line, place) = (fault.LineNumber.GetValueOrDefault() + 1, fault.BytePositionInLine.GetValueOrDefault() + 1);
            yield return new ApiFaultItem(
                fault.Path, $"JSON sai ở dòng {line}, cột {place}; cần các thành phần như mô tả ở /api.", $"The JSON is wrong at line {line}, column {place}; expected the members that /api describes.");
        }
        else if (bad.StatusCode == StatusCodes.Status400BadRequest)
        {
            yield return new ApiFaultItem(null, "Cần một nội dung JSON và các tham số như mô tả ở /api.", "Expected a body of JSON and parameters as /api describes them.");
        }
    }

    private Bilingual Title => TextTable.All[$"api.problem.{Code}"];

    private static ApiException One(int status, string code, string vi, string en) => new(status, code, [new ApiFaultItem(null, vi, en)]);

    private static List<ApiFaultItem> Items(IEnumerable<Bilingual> texts) => [.. texts.Select(text => new ApiFaultItem(null, text.Vi, text.En))];
}
