using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Web.Public.Offline;

/// <summary>The page that answers without a line, in both languages, and what keeps it in a browser: made at the start, or when somebody first asks, and anew on another day while the old one is still given.</summary>
/// <param name="Pages">By language: the document as it is and packed.</param>
/// <param name="Version">Of everything that a browser keeps.</param>
public sealed record OfflineEdition(OfflineTable Table, IReadOnlyDictionary<string, (byte[] Plain, byte[] Brotli)> Pages, string Version)
{
    public static OfflineEdition Of(OfflineTable table, LawPack pack)
    {
        var pages = new[] { true, false }.ToDictionary(vietnamese => vietnamese ? "vi" : "en", vietnamese =>
        {
            var plain = Encoding.UTF8.GetBytes(OfflineDocument.Write(table, pack, new Words(vietnamese)));
            return (plain, Packed(plain));
        });
        return new OfflineEdition(table, pages, Convert.ToHexStringLower(SHA256.HashData([.. pages["vi"].plain, .. pages["en"].plain, .. Encoding.UTF8.GetBytes(Shell.SiteFiles.Version)]).AsSpan(0, 6)));
    }

    private static byte[] Packed(byte[] plain)
    {
        using var memory = new MemoryStream();
        using (var packing = new BrotliStream(memory, CompressionLevel.SmallestSize))
        {
            packing.Write(plain);
        }

        return memory.ToArray();
    }
}

/// <summary>Gives the edition of today, working it out once for all who wait.</summary>
public sealed class OfflineDesk(LawPack pack, Database database)
{
    private readonly Lock _one = new();
    private Task<OfflineEdition>? _given;
    private Task<OfflineEdition>? _next;

    public Task<OfflineEdition> EditionAsync()
    {
        var today = database.Clock.TodayInVietNam();
        lock (_one)
        {
            if (_next is { IsCompletedSuccessfully: true })
            {
                (_given, _next) = (_next, null);
            }
            else if (_next is { IsCompleted: true })
            {
                // It failed: whoever comes next has it made again.
                _next = null;
            }

            if (_given is { IsCompletedSuccessfully: true } && _given.Result.Table.Made != today && _next is null)
            {
                _next = MakeAsync(today);
            }

            // Answers of another month are not given while those of this one are being worked out.
            return _given is null || _given.IsFaulted ? _given = MakeAsync(today) : _next is not null && BenefitMonth.Of(_given.Result.Table.Made) != BenefitMonth.Of(today) ? _next : _given;
        }
    }

    private Task<OfflineEdition> MakeAsync(DateOnly today) => Task.Run(() => OfflineEdition.Of(OfflineBuilder.Build(pack, today), pack));
}
