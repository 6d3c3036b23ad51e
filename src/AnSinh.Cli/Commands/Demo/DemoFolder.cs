using System.Text;

namespace AnSinh.Cli;

/// <summary>
/// The folder the demo writes into. It keeps a list of what it wrote; beginning again deletes exactly those files and nothing else that somebody may have put there.
/// </summary>
internal sealed class DemoFolder
{
    private const string ListName = ".written-by-ansinh-demo";
    private readonly List<string> _written = [];

    private DemoFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Files written so far, relative to the folder, in order of writing.</summary>
    public IReadOnlyList<string> Written => _written;

    public static DemoFolder Begin(string path)
    {
        var folder = new DemoFolder(System.IO.Path.GetFullPath(path));
        Directory.CreateDirectory(folder.Path);
        var list = System.IO.Path.Combine(folder.Path, ListName);
        if (File.Exists(list))
        {
            foreach (var name in File.ReadAllLines(list))
            {
                var file = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder.Path, name));
                if (file.StartsWith(folder.Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
                {
                    File.Delete(file);
                }
            }
        }

        File.WriteAllText(list, "");
        return folder;
    }

    /// <summary>Notes a file that somebody else is about to write there, and returns its full path.</summary>
    public string Claim(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.AppendAllText(System.IO.Path.Combine(Path, ListName), name + "\n");
        _written.Add(name);
        return path;
    }

    public void Write(string name, byte[] content) => File.WriteAllBytes(Claim(name), content);

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));
}
