using Xunit;

namespace AnSinh.Cases.Tests;

/// <summary>A fact that needs a file of the reference material kept beside the project (folder ANSINH_SHARED, or <c>../shared</c>); shown as skipped, with what is missing, where it is absent.</summary>
public sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute(string file)
    {
        if (Find(file) is null)
        {
            Skip = $"Reference file '{file}' is absent: set ANSINH_SHARED or place it at ../shared/{file} beside the project.";
        }
    }

    /// <summary>The path of a file of the reference material; null when it is absent.</summary>
    public static string? Find(string file)
    {
        var given = Environment.GetEnvironmentVariable("ANSINH_SHARED");
        var wanted = Path.GetFullPath(Path.Combine(string.IsNullOrEmpty(given) ? Path.Combine(Yaml.Root, "..", "shared") : given, file));
        return File.Exists(wanted) ? wanted : null;
    }
}
