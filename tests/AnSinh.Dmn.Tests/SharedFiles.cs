using Xunit;

namespace AnSinh.Dmn.Tests;

/// <summary>Finds reference material that is kept beside the project and not inside it: folder ANSINH_SHARED, or <c>../shared</c> from the project's root.</summary>
internal static class SharedFiles
{
    /// <summary>The project's root folder, which holds AnSinh.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A folder of the reference material, or null when it is absent.</summary>
    public static string? Folder(string name)
    {
        string? given = Environment.GetEnvironmentVariable("ANSINH_SHARED");
        string wanted = Path.GetFullPath(Path.Combine(string.IsNullOrEmpty(given) ? Path.Combine(Root, "..", "shared") : given, name));
        return Directory.Exists(wanted) ? wanted : null;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AnSinh.slnx")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests must run from inside the project, below AnSinh.slnx.");
    }
}

/// <summary>A fact that needs a folder of the shared reference material and is shown as skipped, with what is missing, where it is absent.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string folder)
    {
        if (SharedFiles.Folder(folder) is null)
        {
            Skip = $"Reference folder '{folder}' is absent: set ANSINH_SHARED or place it at ../shared/{folder} beside the project.";
        }
    }
}
