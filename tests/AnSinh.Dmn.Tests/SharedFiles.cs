using Xunit;

namespace AnSinh.Dmn.Tests;

/// <summary>Finds reference material that is kept beside the project and not inside it: folder ANSINH_SHARED, or <c>../shared</c> from the project's root.</summary>
internal static class SharedFiles
{
    public static string? Folder(string name)
    {
        string? root = Environment.GetEnvironmentVariable("ANSINH_SHARED");
        if (string.IsNullOrEmpty(root))
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AnSinh.slnx")))
            {
                folder = folder.Parent;
            }
            root = folder is null ? null : Path.Combine(folder.FullName, "..", "shared");
        }
        string? wanted = root is null ? null : Path.GetFullPath(Path.Combine(root, name));
        return Directory.Exists(wanted) ? wanted : null;
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
