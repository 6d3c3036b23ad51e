using System.Security.Cryptography;
using System.Text;
using AnSinh.Casework.Cases.Store;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Documents;

/// <summary>A document as it was attached.</summary>
public sealed record CaseDocument(Attached About, byte[] Content);

/// <summary>Documents in evidence: named by the SHA-256 of their content, sealed like the case.</summary>
public static class CaseDocuments
{
    private const int MostDocuments = 50;
    private const int MostName = 120;

    /// <summary>Attaches a document. The same content again changes nothing.</summary>
    /// <param name="book">The cases.</param>
    /// <param name="id">The case.</param>
    /// <param name="name">What the file is called; kept to show, never trusted.</param>
    /// <param name="shows">What it proves, in words.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="actor">Who attaches it.</param>
    /// <param name="version">The version seen.</param>
    /// <exception cref="CaseRefusedException">Too large, too many, or of a type that is not taken.</exception>
    public static CaseFile Attach(CaseBook book, string id, string name, string shows, byte[] content, string actor, int? version = null)
    {
        var mediaType = DocumentType.Of(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        return book.Step(id, version, actor, "case.attach", step =>
        {
            if (step.File.Documents.Any(document => document.Sha256 == hash))
            {
                return;
            }

            if (step.File.Documents.Count >= MostDocuments)
            {
                throw new CaseRefusedException($"Hồ sơ đã có {MostDocuments} tài liệu.", $"The case has {MostDocuments} documents.");
            }

            using (var cipher = CaseStore.CipherOf(step.Write, step.File.Header.KeySubject))
            {
                step.Write.Into("case_document", "case_id", "sha256", "known", "media_type", "size", "sealed")
                    .Add(id).Add(hash).Add(step.Write.Number.Value).Add(mediaType).Add(content.Length).Add(cipher.Seal(Convert.ToBase64String(content), Purpose(id, hash))).Write();
            }

            step.Append(new Attached(hash, Shown(name), mediaType, content.Length, shows.Trim()));
        });
    }

    /// <summary>The hashes of the documents whose content is there; of the others the time to keep them has run out.</summary>
    public static IReadOnlySet<string> Kept(CaseBook book, string id)
    {
        using var connection = book.Database.Connect();
        return connection.Read("select sha256 from case_document where case_id = @id", row => row.GetString(0), ("id", id)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A document of a case of the area; null where the case has none of that hash, or it was erased.</summary>
    /// <exception cref="CryptographicException">Its content is no longer what was attached.</exception>
    public static CaseDocument? Read(CaseBook book, string id, string sha256)
    {
        var file = book.Case(id);
        if (file.Documents.FirstOrDefault(document => document.Sha256 == sha256) is not { } about)
        {
            return null;
        }

        using var connection = book.Database.Connect();
        var (secret, wrapped) = connection.Read(
            "select d.sealed, k.wrapped from case_document d join data_key k on k.bucket = @bucket and k.subject = @subject where d.case_id = @id and d.sha256 = @hash",
            row => ((byte[])row.GetValue(0), (byte[])row.GetValue(1)),
            ("bucket", (long)Bucket.Of(new PersonId(file.Header.KeySubject)).Value), ("subject", file.Header.KeySubject), ("id", id), ("hash", sha256)).SingleOrDefault();
        if (secret is null)
        {
            return null;
        }

        using var cipher = book.Database.Keys.Unwrap(file.Header.KeySubject, wrapped);
        var content = Convert.FromBase64String(cipher.Open(secret, Purpose(id, sha256)));
        return Convert.ToHexStringLower(SHA256.HashData(content)) == sha256 ? new CaseDocument(about, content) : throw new CryptographicException($"The content of {sha256} is not what was attached.");
    }

    /// <summary>A file's name as it may be shown: no path, no control characters, not endless.</summary>
    private static string Shown(string name)
    {
        var last = name.Normalize(NormalizationForm.FormC).Split('/', '\\')[^1];
        var clean = string.Concat(last.Where(letter => !char.IsControl(letter) && char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.Format));
        return clean.Length == 0 ? "tai-lieu" : clean.Length <= MostName ? clean : clean[..MostName];
    }

    private static string Purpose(string id, string hash) => $"document/{id}/{hash}";
}
