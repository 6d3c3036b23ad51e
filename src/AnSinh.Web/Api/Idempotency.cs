using System.Security.Cryptography;
using System.Text;
using AnSinh.Storage;
using AnSinh.Web.Access;
using Dapper;
using Microsoft.AspNetCore.Http;

namespace AnSinh.Web.Api;

/// <summary>Says that an operation changes something and takes an <c>Idempotency-Key</c>.</summary>
internal sealed class ChangesSomething
{
    public static readonly ChangesSomething Mark = new();
}

/// <summary>
/// A post sent twice does one thing: the first answer is kept, sealed, under the account and the key the caller chose, and given again; the same key with another request is refused.
/// Only what was done is kept: after a refusal nothing was changed, and the key is free again.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, Database database)
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";
    public const int LongestKey = 64;

    /// <summary>How long answers are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>After this a request whose process died may be tried again.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromMinutes(2);

    private sealed record Row
    {
        public string Fingerprint { get; init; } = "";
        public long? Status { get; init; }
        public string? ContentType { get; init; }
        public string? Location { get; init; }
        public byte[]? Wrapped { get; init; }
        public byte[]? Sealed { get; init; }
    }

    public async Task InvokeAsync(HttpContext http, Me me)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ChangesSomething>() is null || me.Account is not { } account)
        {
            await next(http);
            return;
        }

        var key = http.Request.Headers[Header].ToString();
        if (key.Length is 0 or > LongestKey || key.Any(letter => letter is < '!' or > '~'))
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "no-key", [new ApiFaultItem(Header, $"Cần {Header}: 1 đến {LongestKey} ký tự ASCII do bên gọi chọn, riêng cho mỗi việc.", $"Expected {Header}: 1 to {LongestKey} ASCII characters of the caller's choice, one for each thing done.")]);
        }

        var fingerprint = await FingerprintAsync(http.Request);
        if (Begin(account.Id, key, fingerprint) is { } kept)
        {
            await AnswerAgainAsync(http, account.Id, key, kept);
            return;
        }

        await WorkAsync(http, account.Id, key);
    }

    private async Task WorkAsync(HttpContext http, string account, string key)
    {
        var outside = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        var done = false;
        try
        {
            await next(http);
            if (http.Response.StatusCode < 300)
            {
                Keep(account, key, http.Response, answer.ToArray());
                done = true;
            }
        }
        finally
        {
            http.Response.Body = outside;
            if (!done)
            {
                using var connection = database.Connect();
                connection.Execute("delete from web_idempotency where account_id = @account and request_key = @key and status is null", new { account, key });
            }
        }

        answer.Position = 0;
        await answer.CopyToAsync(outside, http.RequestAborted);
    }

    /// <summary>What was asked: method, address and body.</summary>
    private static async Task<string> FingerprintAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Takes the key for this request; what is kept under it where it was taken before.</summary>
    /// <exception cref="ApiException">The key was used for something else, or its first request is still at work.</exception>
    private Row? Begin(string account, string key, string fingerprint)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var connection = database.Connect();
        connection.Execute("delete from web_idempotency where begun < @limit or (status is null and begun < @dead)", new { limit = AccountBook.Instant(now - Kept), dead = AccountBook.Instant(now - GivenUp) });
        if (connection.Execute(
            "insert into web_idempotency (account_id, request_key, fingerprint, begun) values (@account, @key, @fingerprint, @now) on conflict do nothing", new { account, key, fingerprint, now = AccountBook.Instant(now) }) == 1)
        {
            return null;
        }

        var row = connection.QuerySingleOrDefault<Row>(
            "select fingerprint as Fingerprint, status as Status, content_type as ContentType, location as Location, wrapped as Wrapped, sealed as Sealed from web_idempotency where account_id = @account and request_key = @key",
            new { account, key });
        if (row is not null && row.Fingerprint != fingerprint)
        {
            throw new ApiException(StatusCodes.Status422UnprocessableEntity, "key-reused", [new ApiFaultItem(Header, "Khóa này đã dùng cho một yêu cầu khác.", "This key was used for another request.")]);
        }

        return row is { Status: not null } ? row : throw new ApiException(
            StatusCodes.Status409Conflict, "in-progress", [new ApiFaultItem(Header, "Yêu cầu đầu tiên với khóa này đang được xử lý; hãy thử lại sau.", "The first request with this key is still being worked on; try again later.")]);
    }

    private void Keep(string account, string key, HttpResponse response, byte[] body)
    {
        var (cipher, wrapped) = database.Keys.NewDataKey($"{account}/{key}");
        using (cipher)
        using (var connection = database.Connect())
        {
            connection.Execute(
                "update web_idempotency set status = @status, content_type = @type, location = @location, wrapped = @wrapped, sealed = @secret where account_id = @account and request_key = @key",
                new { account, key, status = response.StatusCode, type = response.ContentType, location = response.Headers.Location.ToString(), wrapped, secret = cipher.Seal(Convert.ToBase64String(body), Purpose) });
        }
    }

    private async Task AnswerAgainAsync(HttpContext http, string account, string key, Row kept)
    {
        using var cipher = database.Keys.Unwrap($"{account}/{key}", kept.Wrapped!);
        var body = Convert.FromBase64String(cipher.Open(kept.Sealed!, Purpose));
        http.Response.StatusCode = int.CreateChecked(kept.Status!.Value);
        http.Response.ContentType = kept.ContentType;
        http.Response.Headers[Replayed] = "true";
        if (kept.Location is { Length: > 0 } location)
        {
            http.Response.Headers.Location = location;
        }

        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private const string Purpose = "idempotency";
}
