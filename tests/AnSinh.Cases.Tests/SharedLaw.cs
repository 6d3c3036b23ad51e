using Xunit;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Cases.Tests;

/// <summary>Facts of the law that are kept beside the project: folder <c>law</c> of ANSINH_SHARED, or of <c>../shared</c> from the project's root.</summary>
internal static class SharedLaw
{
    public static string? Folder
    {
        get
        {
            var given = Environment.GetEnvironmentVariable("ANSINH_SHARED");
            var folder = Path.GetFullPath(Path.Combine(string.IsNullOrEmpty(given) ? Path.Combine(Yaml.Root, "..", "shared") : given, "law"));
            return Directory.Exists(folder) ? folder : null;
        }
    }

    public static YamlMappingNode Read(string file) => Yaml.Documents(Path.Combine(Folder!, file)).Single();
}

/// <summary>A fact that needs the facts of the law kept beside the project; shown as skipped, with what is missing, where they are absent.</summary>
public sealed class SharedLawFactAttribute : FactAttribute
{
    public SharedLawFactAttribute()
    {
        if (SharedLaw.Folder is null)
        {
            Skip = "Folder 'law' is absent: set ANSINH_SHARED or place it at ../shared/law beside the project.";
        }
    }
}
