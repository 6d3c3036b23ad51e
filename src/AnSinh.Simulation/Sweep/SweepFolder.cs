using AnSinh.Storage;

namespace AnSinh.Simulation.Sweep;

/// <summary>
/// The folder of one sweep. It is written beside its place under another name and takes its name when it is complete, so that a folder with the name is always a whole sweep. What an
/// interrupted sweep left is removed by the next.
/// </summary>
public sealed class SweepFolder : IDisposable
{
    /// <summary>The whole sweep as one JSON document.</summary>
    public const string Document = "sweep.json";

    private readonly string _path;
    private readonly string _partial;
    private readonly string _replaced;
    private readonly FileStream _lock;
    private bool _isComplete;

    /// <exception cref="StorageException">Another sweep is being written there, or the folder holds something else.</exception>
    public SweepFolder(string path)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        (_partial, _replaced) = (_path + ".partial", _path + ".replaced");
        if (Directory.Exists(_path) && Directory.EnumerateFileSystemEntries(_path).Any() && !IsComplete(_path))
        {
            throw new StorageException($"{path} có tệp khác và không phải là một lần rà soát trước; hãy chọn thư mục khác.", $"{path} holds other files and no earlier sweep; name another folder.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        try
        {
            _lock = new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (error is not DirectoryNotFoundException)
        {
            throw new StorageException($"một lần rà soát khác đang ghi vào {path}; hãy đợi nó xong.", $"another sweep is being written to {path}; wait until it is done.");
        }

        if (Directory.Exists(_replaced) && !Directory.Exists(_path))
        {
            // Killed between the two renames: the earlier sweep is whole.
            Directory.Move(_replaced, _path);
        }

        Delete(_partial);
        Delete(_replaced);
        Directory.CreateDirectory(_partial);
    }

    public static bool IsComplete(string path) => File.Exists(Path.Combine(path, Document));

    public FileStream Create(string name) => new(Path.Combine(_partial, name), FileMode.CreateNew, FileAccess.Write);

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_partial, name), text);

    /// <summary>Where a file will lie.</summary>
    public string PathOf(string name) => Path.Combine(_path, name);

    /// <summary>Gives the folder its name; an earlier sweep of that name goes.</summary>
    public void Complete()
    {
        if (Directory.Exists(_path))
        {
            Directory.Move(_path, _replaced);
        }

        Directory.Move(_partial, _path);
        _isComplete = true;
        Delete(_replaced);
    }

    public void Dispose()
    {
        if (!_isComplete)
        {
            Delete(_partial);
        }

        _lock.Dispose();
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
