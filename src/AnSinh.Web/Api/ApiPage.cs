using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AnSinh.Storage;

namespace AnSinh.Web.Api;

/// <summary>A piece of a list. <paramref name="Next"/> asks for the following piece as the register was known with the first one; null at the end.</summary>
/// <param name="Total">Entries of the whole list.</param>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, int Total, string? Next);

/// <summary>Where in a list the next piece begins, and at which knowledge number the list is read: writers in between do not shift it.</summary>
internal readonly record struct Cursor(KnowledgeNumber Known, int Offset)
{
    public const int MostItems = 200;
    private const int Usual = 50;

    /// <summary>The cursor that a request brings, or the beginning of the list as known now.</summary>
    /// <exception cref="ApiException">No cursor of this interface.</exception>
    public static Cursor Read(string? text, Database database)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new Cursor(database.Current(), 0);
        }

        var bytes = new byte[64];
        if (text.Length <= 64 && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var written) && Encoding.ASCII.GetString(bytes, 0, written).Split('.') is [var known, var offset]
            && long.TryParse(known, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && number <= database.Current().Value)
        {
            return new Cursor(new KnowledgeNumber(number), at);
        }

        throw ApiException.Invalid("cursor", "Con trỏ không đọc được; hãy bắt đầu lại không có con trỏ.", "The cursor cannot be read; begin again without one.");
    }

    public static int Size(int? limit) => limit is null ? Usual
        : limit is >= 1 and <= MostItems ? limit.Value : throw ApiException.Invalid("limit", $"Từ 1 đến {MostItems}.", $"From 1 to {MostItems}.");

    public ApiPage<TItem> Cut<TRow, TItem>(IReadOnlyList<TRow> all, int size, Func<TRow, TItem> write)
    {
        var next = Offset + size;
        return new ApiPage<TItem>([.. all.Skip(Offset).Take(size).Select(write)], all.Count, next < all.Count ? (this with { Offset = next }).Text : null);
    }

    private string Text => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Known.Value}.{Offset}")));
}
