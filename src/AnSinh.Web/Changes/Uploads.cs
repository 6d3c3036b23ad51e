using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Documents;
using AnSinh.Web.Components;
using Microsoft.AspNetCore.Http;

namespace AnSinh.Web.Changes;

/// <summary>Documents as a form sends them. What they are is read from their content; each that is not taken is named with the reason, before anything is written.</summary>
public static class Uploads
{
    public const int MaxCount = 5;

    public static IReadOnlyList<(string Name, byte[] Content)> Read(HttpContext http, string field, Faults faults, Words words)
    {
        var files = http.Request.HasFormContentType ? http.Request.Form.Files.GetFiles(field) : [];
        if (files.Count > MaxCount)
        {
            faults.Add(field, words["papers.many", MaxCount]);
            return [];
        }

        var read = new List<(string, byte[])>();
        foreach (var file in files)
        {
            using var memory = new MemoryStream();
            file.CopyTo(memory);
            var content = memory.ToArray();
            try
            {
                DocumentType.Of(content);
                read.Add((file.FileName, content));
            }
            catch (CaseRefusedException refused)
            {
                faults.Add(field, $"{Path.GetFileName(file.FileName)}: {words.In(refused.Faults[0])}");
            }
        }

        return read;
    }
}
